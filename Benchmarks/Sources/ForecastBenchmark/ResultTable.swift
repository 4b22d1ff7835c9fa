import Forecast

/// Backtests of many models on many traces as tables in Markdown: by model first, then every trace.
struct ResultTable {
  let models: [ForecastModel]
  private(set) var results: [(trace: String, backtest: Backtest)] = []
  /// One line for each trace that no model could be judged on.
  private(set) var refusals: [String] = []

  init(_ models: [ForecastModel]) { self.models = models }

  mutating func add(_ trace: String, _ backtest: Backtest) { results.append((trace, backtest)) }

  mutating func add(_ trace: String, refused text: String) {
    let line = "`\(trace)`: \(text)."
    if refusals.last != line { refusals.append(line) }
  }

  var text: String {
    var parts = [summary, traces]
    if !refusals.isEmpty { parts.append(refusals.joined(separator: "\n")) }
    return parts.joined(separator: "\n\n")
  }

  /// One line per model: geometric means and the worst over all traces.
  private var summary: String {
    var lines = [
      "| model | MAE / persistence, geometric mean | worst | pinball / persistence, geometric mean | worst | P95 coverage | worst day |",
      "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for model in models {
      let mine = results.filter { $0.backtest.model == model }.map(\.backtest)
      let errors = mine.compactMap(\.relativeMAE)
      let pinballs = mine.compactMap(\.relativePinball)
      let coverages = mine.map(\.coverage.p95)
      let cells = [
        model.name, shown(geometricMean(errors), 3), shown(errors.max(), 3),
        shown(geometricMean(pinballs), 3), shown(pinballs.max(), 3),
        "\(shown(coverages.min(), 3)) to \(shown(coverages.max(), 3))",
        shown(mine.compactMap(\.worstDayCoverageP95).min(), 3),
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n")
  }

  private var traces: String {
    let head = """
      | trace | model | MAE | / persistence | sMAPE | MASE | pinball / persistence | P95 coverage | worst day | train s | predict µs |
      |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
      """
    return ([head] + results.map { Self.line($0.trace, $0.backtest) }).joined(separator: "\n")
  }

  /// One backtest as a row of the table of traces.
  static func line(_ trace: String, _ result: Backtest) -> String {
    let cells = [
      trace, result.model.name, shown(result.mae, 4), shown(result.relativeMAE, 3),
      shown(result.smape, 3), shown(result.mase, 3), shown(result.relativePinball, 3),
      shown(result.coverage.p95, 3), shown(result.worstDayCoverageP95, 3),
      shown(result.trainSeconds, 2), shown(result.predictMicroseconds, 1),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
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
