import Time

/// Where a chart's numbers lie on its paper; all lengths are units of the SVG's view box.
struct ChartFrame {
  static let width = 960.0
  static let height = 220.0
  private static let left = 64.0
  private static let right = 8.0
  private static let top = 12.0
  private static let bottom = 30.0

  /// How many columns share the width.
  let columns: Int
  /// The largest value that must fit.
  let top: Double

  init(columns: Int, largest: Double) {
    self.columns = max(1, columns)
    top = Self.rounded(largest)
  }

  func x(_ column: Double) -> String {
    let span = Self.width - Self.left - Self.right
    return (Self.left + span * column / Double(columns)).text(decimals: 1)
  }

  func y(_ value: Double) -> String { height(of: value).text(decimals: 1) }

  private func height(of value: Double) -> Double {
    let span = Self.height - Self.top - Self.bottom
    return Self.top + span * (1 - min(1, max(0, value / top)))
  }

  var baseline: String { y(0) }

  /// 1, 2 or 5 times a power of ten, or the quarters between them: 137 becomes 150.
  private static func rounded(_ largest: Double) -> Double {
    guard largest > 0, largest.isFinite else { return 1 }
    var unit = 1.0
    while unit * 10 <= largest { unit *= 10 }
    while unit > largest { unit /= 10 }
    let steps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10.0]
    return unit * (steps.first { $0 * unit >= largest } ?? 10)
  }

  /// Lines and numbers for both axes.
  func axes(from start: Timestamp, minutes: Int) -> String {
    let levels = [0, 0.5, 1.0].map { share in
      let y = y(top * share)
      return "<line class=\"grid\" x1=\"\(Self.left)\" x2=\"\(Self.width - Self.right)\" "
        + "y1=\"\(y)\" y2=\"\(y)\"/>"
        + "<text class=\"tick\" x=\"\(Self.left - 8)\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">"
        + "\((top * share).tickText)</text>"
    }
    return levels.joined()
      + TimeAxis(start, minutes: minutes).ticks.map { tick in
        let x = x(Double(columns) * tick.share)
        return "<line class=\"grid\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(baseline)\" y2=\"\(y(top))\"/>"
          + "<text class=\"tick\" x=\"\(x)\" y=\"\(Self.height - 10)\" text-anchor=\"middle\">"
          + "\(tick.label)</text>"
      }.joined()
  }
}

extension Double {
  /// For an axis: 15000 is `15k`.
  fileprivate var tickText: String {
    if self == 0 { return "0" }
    return magnitude >= 10_000 ? "\((self / 1_000).text(decimals: 0))k" : shortText
  }
}
