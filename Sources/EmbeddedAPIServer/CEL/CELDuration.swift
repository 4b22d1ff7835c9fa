/// A Go duration as CEL's `duration()` reads it: signed, with fractions, down to nanoseconds.
struct CELDuration: Hashable, Comparable, Sendable {
  let nanoseconds: Int64

  init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Reads `1h30m`, `-1.5s`, `250ms`, `0`; `nil` for anything else, and beyond 292 years.
  init?(parsing text: String) {
    let isNegative = text.hasPrefix("-")
    var rest = Substring(text).dropFirst(isNegative || text.hasPrefix("+") ? 1 : 0)
    if rest == "0" {
      nanoseconds = 0
      return
    }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { $0.isNumber && $0.isASCII || $0 == "." }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(unit.count)
      guard let value = Double(number), let length = Self.units[String(unit)] else { return nil }
      total += value * length
    }
    guard let whole = Int64(exactly: total.rounded()) else { return nil }
    nanoseconds = isNegative ? -whole : whole
  }

  static func < (left: CELDuration, right: CELDuration) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  var seconds: Int64 { nanoseconds / 1_000_000_000 }

  /// `90.5s`: how CEL's `string()` prints a duration.
  var text: String { GoText.plainSeconds(nanoseconds) + "s" }

  private static let units: [String: Double] = [
    "ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "h": 3_600e9,
  ]
}

extension GoText {
  /// Nanoseconds as decimal seconds without needless zeros.
  static func plainSeconds(_ nanoseconds: Int64) -> String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    let whole = magnitude / 1_000_000_000
    var fraction = String(1_000_000_000 + magnitude % 1_000_000_000).dropFirst()
    while fraction.hasSuffix("0") { fraction = fraction.dropLast() }
    return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
  }
}
