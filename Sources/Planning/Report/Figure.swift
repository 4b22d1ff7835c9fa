/// Numbers as people read them: three figures, and no zeros that say nothing.
enum Figure {
  /// `0.12`, `4.5`, `120`, `0.0008`, `3.2e12`.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let magnitude = abs(value)
    guard magnitude < 1e6 else { return power(value) }
    let decimals =
      switch magnitude {
      case 100...: 0
      case 10..<100: 1
      case 1..<10: 2
      default: 4
      }
    return fixed(value, decimals: decimals)
  }

  /// A share of one as percent: 0.0012 is `0.12 %`.
  static func percent(_ share: Double) -> String { text(share * 100) + " %" }

  /// Seconds as `250 ms` or `1.5 s`.
  static func seconds(_ value: Double) -> String {
    value < 1 ? "\(text(value * 1_000)) ms" : "\(text(value)) s"
  }

  /// `3.2e12`: beyond a million only the order counts.
  private static func power(_ value: Double) -> String {
    var (rest, exponent) = (value, 0)
    while abs(rest) >= 10 { (rest, exponent) = (rest / 10, exponent + 1) }
    return "\(fixed(rest, decimals: 1))e\(exponent)"
  }

  private static func fixed(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let rounded = (value * scale).rounded() / scale
    guard rounded != rounded.rounded() else {
      return "\(Int64(rounded))"
    }
    return "\(rounded)"
  }
}
