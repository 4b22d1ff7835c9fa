extension Duration {
  /// Reads a Go duration as Kubernetes users write it: `90s`, `1h30m`, `250ms`; `nil` for anything else.
  ///
  /// Only non-negative whole numbers of `ms`, `s`, `m` and `h` are accepted, the pattern of the custom resource.
  package init?(goDuration text: String) {
    var total = Duration.zero
    var rest = Substring(text).utf8
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard let number = Int64(String(Substring(digits))), number <= Self.largestGoNumber else {
        return nil
      }
      rest = rest.dropFirst(digits.count)
      guard let (unit, length) = Self.goUnit(rest) else { return nil }
      total += unit * Int(number)
      rest = rest.dropFirst(length)
    }
    self = total
  }

  /// The shortest Go form: `90s` stays `1m30s` as Go prints it, `0s` for nothing, `1m0.5s` never: milliseconds get their own term.
  package var goDuration: String {
    let milliseconds = components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    guard milliseconds > 0 else { return "0s" }
    let terms: [(Int64, String)] = [
      (milliseconds / 3_600_000, "h"), (milliseconds / 60_000 % 60, "m"),
      (milliseconds / 1_000 % 60, "s"), (milliseconds % 1_000, "ms"),
    ]
    return terms.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
  }

  /// The duration in seconds as a floating-point number, for arithmetic on rates.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }

  /// A century in milliseconds: anything longer is a typing error and would overflow sums.
  private static let largestGoNumber: Int64 = 3_155_760_000_000

  private static func goUnit(_ text: Substring.UTF8View) -> (unit: Duration, length: Int)? {
    if text.starts(with: "ms".utf8) { return (.milliseconds(1), 2) }
    if text.starts(with: "s".utf8) { return (.seconds(1), 1) }
    if text.starts(with: "m".utf8) { return (.seconds(60), 1) }
    if text.starts(with: "h".utf8) { return (.seconds(3_600), 1) }
    return nil
  }
}
