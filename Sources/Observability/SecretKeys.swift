/// Which metadata must never be written out, judged by its key.
enum SecretKeys {
  /// What stands in the place of a secret.
  static let replacement = "[redacted]"

  /// Parts of keys whose values are credentials, in lower case and without separators.
  private static let parts = [
    "authorization", "token", "password", "passwd", "apikey", "cookie", "privatekey", "clientkey",
    "credential", "secretdata",
  ]

  /// `Authorization`, `bearer_token` and `x-api-key` are secret; `secretName` is only a name.
  static func contains(_ key: String) -> Bool {
    let plain = key.lowercased().filter { $0 != "-" && $0 != "_" && $0 != "." }
    return parts.contains { plain.contains($0) }
  }
}
