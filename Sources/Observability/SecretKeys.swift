/// Which metadata must never be written out, judged by its key.
enum SecretKeys {
  /// What stands in the place of a secret.
  static let replacement = "[redacted]"

  /// Parts of keys whose values are credentials, in lower case and without separators.
  private static let parts = [
    "authorization", "token", "password", "passwd", "apikey", "cookie", "privatekey", "clientkey",
    "credential", "secretdata",
  ].map { Array($0.utf8) }

  /// `Authorization`, `bearer_token` and `x-api-key` are secret; `secretName` is only a name.
  ///
  /// Over bytes: it is asked for each field of each line, and a search in text costs more than writing the line.
  static func contains(_ key: String) -> Bool {
    let plain = key.utf8.filter { !separators.contains($0) }.map { $0 | 0x20 }
    return parts.contains { part in
      plain.indices.contains { plain[$0...].starts(with: part) }
    }
  }

  private static let separators = Array("-_.".utf8)
}
