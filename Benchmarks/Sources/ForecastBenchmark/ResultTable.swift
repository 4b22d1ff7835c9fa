import Forecast

/// Backtests of many models on many traces as a table in Markdown.
struct ResultTable {
  private(set) var results: [(trace: String, backtest: Backtest)] = []
  private(set) var refusals: [(trace: String, text: String)] = []

  mutating func add(_ trace: String, _ backtest: Backtest) { results.append((trace, backtest)) }

  mutating func add(_ trace: String, refused text: String) { refusals.append((trace, text)) }

  static let head = """
    | trace | model | samples | MAE | / persistence | sMAPE | MASE | pinball / persistence | P50 | P90 | P95 | P99 \
    | worst day P95 | answers itself | train s | predict µs |
    |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
    """

  static func line(_ trace: String, _ result: Backtest) -> String {
    let cells = [
      trace, result.model.name, "\(result.samples)", shown(result.mae, 4),
      shown(result.relativeMAE, 3), shown(result.smape, 3), shown(result.mase, 3),
      shown(result.relativePinball, 3), shown(result.coverage.p50, 3),
      shown(result.coverage.p90, 3), shown(result.coverage.p95, 3), shown(result.coverage.p99, 3),
      shown(result.worstDayCoverageP95, 3), shown(result.answeredShare, 2),
      shown(result.trainSeconds, 2), shown(result.predictMicroseconds, 1),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// One line per model: geometric means and the worst over all traces.
  func summary(_ models: [ForecastModel]) -> [String] {
    var lines = [
      "| model | MAE / persistence, geometric mean | worst | pinball / persistence, geometric mean | P95 coverage | worst day |",
      "|---|--:|--:|--:|--:|--:|",
    ]
    for model in models {
      let mine = results.filter { $0.backtest.model == model }.map(\.backtest)
      let errors = mine.compactMap(\.relativeMAE)
      let pinballs = mine.compactMap(\.relativePinball)
      let coverages = mine.map(\.coverage.p95)
      let cells = [
        model.name, shown(geometricMean(errors), 3), shown(errors.max(), 3),
        shown(geometricMean(pinballs), 3),
        "\(shown(coverages.min(), 3)) to \(shown(coverages.max(), 3))",
        shown(mine.compactMap(\.worstDayCoverageP95).min(), 3),
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return lines
  }
}

/// So many digits after the point; a dash for nothing.
func shown(_ number: Double?, _ digits: Int) -> String {
  guard let number, number.isFinite else { return "-" }
  var factor = 1.0
  for _ in 0..<digits { factor *= 10 }
  let scaled = Int((number * factor).rounded())
  let whole = scaled / Int(factor)
  let rest = String(abs(scaled) % Int(factor))
  let sign = scaled < 0 && whole == 0 ? "-" : ""
  return "\(sign)\(whole)." + String(repeating: "0", count: digits - rest.count) + rest
}
