import Crypto
package import JSON

/// SHA-256 over canonical JSON: the same value gives the same digest in every process and on every machine.
package enum Digest {
  /// The first `length` hexadecimal digits; 8 name a revision, 16 stand for content.
  package static func of(_ value: JSONValue, length: Int) -> String {
    let bytes = SHA256.hash(data: value.jsonBytes).prefix((length + 1) / 2)
    return String(bytes.map(hex).joined().prefix(length))
  }

  private static func hex(_ byte: UInt8) -> String {
    byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
  }
}
