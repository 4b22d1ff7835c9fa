/// An address of version 4 or 6, as Go's `netip` reads and prints it.
struct IPAddress: Hashable, Comparable, Sendable {
  /// 4 or 16 bytes.
  let bytes: [UInt8]

  var isVersion4: Bool { bytes.count == 4 }

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// `nil` for what is no address; zones and leading zeros are refused.
  init?(_ text: some StringProtocol) {
    guard let bytes = text.contains(":") ? Self.version6(text) : Self.version4(text) else {
      return nil
    }
    self.bytes = bytes
  }

  /// Version 4 before version 6, then by value.
  static func < (left: IPAddress, right: IPAddress) -> Bool {
    left.bytes.count == right.bytes.count
      ? left.bytes.lexicographicallyPrecedes(right.bytes) : left.isVersion4
  }

  private static func version4(_ text: some StringProtocol) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard part.count == 1 || !part.hasPrefix("0"), part.utf8.allSatisfy(isDigit),
        let byte = UInt8(part)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func version6(_ text: some StringProtocol) -> [UInt8]? {
    let halves = String(text).split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2, let head = groups(halves[0], isLast: halves.count == 1) else {
      return nil
    }
    guard halves.count == 2 else { return head.count == 16 ? head : nil }
    guard let tail = groups(halves[1], isLast: true), head.count + tail.count <= 14 else {
      return nil
    }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// Groups of four digits; the last of all may be an address of version 4.
  private static func groups(_ text: Substring, isLast: Bool) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    var bytes: [UInt8] = []
    for (index, part) in parts.enumerated() {
      if isLast, index == parts.count - 1, part.contains("."), let four = version4(part) {
        bytes += four
      } else if (1...4).contains(part.count), !part.hasPrefix("+"), !part.hasPrefix("-"),
        let group = UInt16(part, radix: 16)
      {
        bytes += [UInt8(group >> 8), UInt8(group & 255)]
      } else {
        return nil
      }
    }
    return bytes
  }

  /// The one canonical form: lower case, the longest run of zeros as `::`.
  var text: String {
    if isVersion4 { return bytes.map(String.init).joined(separator: ".") }
    if isMapped {
      return "::ffff:" + bytes[12...].map(String.init).joined(separator: ".")
    }
    let groups = stride(from: 0, to: 16, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    guard let run = Self.longestZeros(groups) else {
      return groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    let head = groups[..<run.lowerBound].map { String($0, radix: 16) }.joined(separator: ":")
    let tail = groups[run.upperBound...].map { String($0, radix: 16) }.joined(separator: ":")
    return "\(head)::\(tail)"
  }

  /// An address of version 4 in the clothes of version 6.
  var isMapped: Bool {
    bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
  }

  private static func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
    var best: Range<Int>?
    var start = 0
    while start < groups.count {
      var end = start
      while end < groups.count, groups[end] == 0 { end += 1 }
      if end - start >= 2, end - start > best?.count ?? 1 { best = start..<end }
      start = max(end, start + 1)
    }
    return best
  }
}
