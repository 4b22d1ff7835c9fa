/// Texts without what differs from run to run: instants after RFC 3339 and UUIDs.
package enum FleetingText {
  /// `d` is a digit, `h` a hexadecimal one, anything else itself.
  private static let instant = Array("dddd-dd-ddTdd:dd:dd".utf8)
  private static let identifier = Array("hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh".utf8)

  /// `at 2026-01-05T08:00:00Z` becomes `at TIME`, `pod-3f2504e0-4f89-41d3-9a0c-0305e82c3301` becomes `pod-UID`.
  package static func settled(_ text: String) -> String {
    let bytes = Array(text.utf8)
    // Nothing shorter is either of them.
    guard bytes.count >= instant.count else { return text }
    var result: [UInt8] = []
    var rest = bytes[...]
    while let first = rest.first {
      if let length = instantLength(rest) {
        result += Array("TIME".utf8)
        rest = rest.dropFirst(length)
      } else if matches(rest, identifier) {
        result += Array("UID".utf8)
        rest = rest.dropFirst(identifier.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// With fractions of seconds and the zone; `nil` where none begins.
  private static func instantLength(_ text: ArraySlice<UInt8>) -> Int? {
    guard matches(text, instant) else { return nil }
    var length = instant.count
    var rest = text.dropFirst(length)
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { isDigit($0) }.count
      length += 1 + digits
      rest = rest.dropFirst(1 + digits)
    }
    if rest.first == UInt8(ascii: "Z") { return length + 1 }
    let offset = Array("dd:dd".utf8)
    let isSigned = rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-")
    return isSigned && matches(rest.dropFirst(), offset) ? length + 1 + offset.count : nil
  }

  private static func matches(_ text: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
    guard text.count >= pattern.count else { return false }
    return zip(text, pattern).allSatisfy { byte, kind in
      switch kind {
      case UInt8(ascii: "d"): isDigit(byte)
      case UInt8(ascii: "h"): isHexadecimal(byte)
      default: byte == kind
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
  }
}
