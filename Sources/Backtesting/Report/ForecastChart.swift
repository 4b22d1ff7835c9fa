import Forecast
import Scaling
import Time

/// What was forecast for each minute, a lead before it came, against what came.
struct ForecastChart {
  private static let mostBins = 480

  let svg: String

  /// `range` are places in the trace's minutes.
  init(_ result: SimulationResult, _ track: FloorTrack, in range: Range<Int>) {
    let width = max(1, (range.count + Self.mostBins - 1) / Self.mostBins)
    var load: [Double?] = []
    var point: [Double?] = []
    var upper: [Double?] = []
    for start in stride(from: range.lowerBound, to: range.upperBound, by: width) {
      let minutes = start..<min(start + width, range.upperBound)
      load.append(minutes.compactMap { result.trace.samples[$0]?.requestsPerSecond }.max())
      // Made when the minute before `minute - lead` had ended.
      let forecasts = minutes.compactMap { track[$0 - track.lead + 1]?.forecast }
      point.append(forecasts.map(\.point).max())
      upper.append(forecasts.map(\.upperAtLead).max())
    }
    let largest = (load + upper).compactMap { $0 }.max() ?? 1
    let frame = ChartFrame(columns: load.count, largest: largest)
    let parts = [
      frame.axes(from: result.instant(range.lowerBound), minutes: range.count),
      Self.band(lower: point, upper: upper, frame),
      PolicyChart.polyline("point", point, frame), PolicyChart.polyline("load", load, frame),
    ]
    svg =
      "<svg viewBox=\"0 0 \(Int(ChartFrame.width)) \(Int(ChartFrame.height))\" role=\"img\" "
      + "aria-label=\"Forecast and load\">\(parts.joined())</svg>"
  }

  /// The area between two lines, cut where either is unknown.
  private static func band(lower: [Double?], upper: [Double?], _ frame: ChartFrame) -> String {
    var path = ""
    var run: [(x: String, low: String, high: String)] = []
    func close() {
      guard let first = run.first, run.count > 1 else { return run.removeAll() }
      path += "M\(first.x) \(first.high)" + run.dropFirst().map { "L\($0.x) \($0.high)" }.joined()
      path += run.reversed().map { "L\($0.x) \($0.low)" }.joined() + "Z"
      run.removeAll()
    }
    for (column, pair) in zip(lower, upper).enumerated() {
      guard let low = pair.0, let high = pair.1 else {
        close()
        continue
      }
      run.append((frame.x(Double(column) + 0.5), frame.y(low), frame.y(high)))
    }
    close()
    return path.isEmpty ? "" : "<path class=\"band\" d=\"\(path)\"/>"
  }
}
