/// A bearer token in a file that the kubelet rewrites about once an hour.
///
/// The file is read for every request: a few microseconds beside a network round trip, and never a stale token.
package struct TokenFileCredentials: CredentialProvider {
  package let source: String
  private let readFile: FileReader

  package init(path: String, readFile: @escaping FileReader) {
    source = path
    self.readFile = readFile
  }

  package func authorization() async throws(CredentialError) -> String? {
    let bytes: [UInt8]
    do {
      bytes = try readFile(source)
    } catch {
      throw CredentialError(
        "cannot read the token file \(source): \(error); mount it or correct its path"
      )
    }
    let token = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard token.count == 1 else {
      throw CredentialError("the token file \(source) holds no token; write one into it")
    }
    return "Bearer \(token[0])"
  }
}
