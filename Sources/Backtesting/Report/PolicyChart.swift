import Scaling
import Time

/// Load against what the ready pods could do, with the minutes marked in which they could not.
struct PolicyChart {
  private static let mostBins = 480

  let svg: String

  /// The run's minutes in `range`; `top` is shared by all charts that are to be compared.
  init(_ run: PolicyRun, in range: Range<Int>, from start: Timestamp, largest: Double) {
    let bins = ChartBins(run, in: range, most: Self.mostBins)
    let frame = ChartFrame(columns: bins.bins.count, largest: largest)
    let parts = [
      frame.axes(from: start, minutes: range.count), Self.capacity(bins, frame),
      Self.violations(bins, frame), Self.floor(bins, frame), Self.load(bins, frame),
    ]
    let figures = run.figures
    svg =
      "<svg viewBox=\"0 0 \(Int(ChartFrame.width)) \(Int(ChartFrame.height))\" role=\"img\" "
      + "aria-label=\"Load and capacity under \(run.policy.title): "
      + "\(figures.violationMinutes) overloaded minutes\">\(parts.joined())</svg>"
  }

  /// What the ready pods could do, as an area with steps.
  private static func capacity(_ bins: ChartBins, _ frame: ChartFrame) -> String {
    var path = "M\(frame.x(0)) \(frame.baseline)"
    for (column, bin) in bins.bins.enumerated() {
      path += "V\(frame.y(bin.capacity))H\(frame.x(Double(column + 1)))"
    }
    return "<path class=\"capacity\" d=\"\(path)V\(frame.baseline)Z\"/>"
  }

  private static func violations(_ bins: ChartBins, _ frame: ChartFrame) -> String {
    bins.bins.enumerated().filter(\.element.isViolated).map { column, _ in
      let x = frame.x(Double(column) + 0.5)
      return "<line class=\"violation\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(frame.baseline)\" "
        + "y2=\"\(frame.y(frame.top))\"/>"
    }.joined()
  }

  private static func floor(_ bins: ChartBins, _ frame: ChartFrame) -> String {
    polyline("floor", bins.bins.map(\.floor), frame)
  }

  private static func load(_ bins: ChartBins, _ frame: ChartFrame) -> String {
    polyline("load", bins.bins.map(\.load), frame)
  }

  /// A line that breaks where nothing is known.
  static func polyline(_ style: String, _ values: [Double?], _ frame: ChartFrame) -> String {
    var path = ""
    var isDrawing = false
    for (column, value) in values.enumerated() {
      guard let value else {
        isDrawing = false
        continue
      }
      path += "\(isDrawing ? "L" : "M")\(frame.x(Double(column) + 0.5)) \(frame.y(value))"
      isDrawing = true
    }
    return path.isEmpty ? "" : "<path class=\"\(style)\" d=\"\(path)\"/>"
  }
}
