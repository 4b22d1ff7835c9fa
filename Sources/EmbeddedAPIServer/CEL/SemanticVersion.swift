/// A version by the rules of semver.org 2.0.
struct SemanticVersion: Hashable, Comparable, Sendable {
  let major: UInt64
  let minor: UInt64
  let patch: UInt64
  let preRelease: [String]
  let build: String

  /// With `normalizing`, a leading `v`, missing parts and leading zeros are forgiven.
  init?(_ text: String, normalizing: Bool = false) {
    var rest = Substring(text)
    if normalizing, rest.hasPrefix("v") { rest = rest.dropFirst() }
    let withoutBuild = rest.prefix { $0 != "+" }
    build = String(rest.dropFirst(withoutBuild.count + 1))
    guard withoutBuild.count == rest.count || Self.areIdentifiers(build) else { return nil }
    let core = withoutBuild.prefix { $0 != "-" }
    let tail = withoutBuild.dropFirst(core.count + 1)
    guard core.count == withoutBuild.count || Self.areIdentifiers(String(tail)) else { return nil }
    preRelease = tail.split(separator: ".").map(String.init)
    guard preRelease.allSatisfy({ !Self.isNumeric($0) || !Self.hasLeadingZero($0[...]) }) else {
      return nil
    }
    var parts = core.split(separator: ".", omittingEmptySubsequences: false)
    if normalizing, parts.count < 3 { parts += Array(repeating: "0", count: 3 - parts.count) }
    let numbers = parts.compactMap { Self.number($0, normalizing) }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    (major, minor, patch) = (numbers[0], numbers[1], numbers[2])
  }

  private static func number(_ text: Substring, _ normalizing: Bool) -> UInt64? {
    guard isNumeric(String(text)), normalizing || !hasLeadingZero(text) else { return nil }
    return UInt64(text)
  }

  private static func hasLeadingZero(_ text: Substring) -> Bool {
    text.count > 1 && text.hasPrefix("0")
  }

  private static func isNumeric(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func areIdentifiers(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.allSatisfy { $0 == "-" || $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
  }

  var text: String {
    let tail = preRelease.isEmpty ? "" : "-" + preRelease.joined(separator: ".")
    return "\(major).\(minor).\(patch)\(tail)\(build.isEmpty ? "" : "+" + build)"
  }

  /// What was built does not count; a version before its release comes before it.
  static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
    let (ours, theirs) = (
      [left.major, left.minor, left.patch], [right.major, right.minor, right.patch]
    )
    if ours != theirs { return ours.lexicographicallyPrecedes(theirs) }
    if left.preRelease.isEmpty || right.preRelease.isEmpty {
      return !left.preRelease.isEmpty && right.preRelease.isEmpty
    }
    for (one, other) in zip(left.preRelease, right.preRelease) where one != other {
      switch (UInt64(one), UInt64(other)) {
      case (let one?, let other?): return one < other
      case (nil, nil): return one < other
      case (.some, nil): return true
      case (nil, .some): return false
      }
    }
    return left.preRelease.count < right.preRelease.count
  }

  /// Negative, zero or positive; builds do not count.
  func compared(to other: SemanticVersion) -> Int {
    self < other ? -1 : other < self ? 1 : 0
  }
}
