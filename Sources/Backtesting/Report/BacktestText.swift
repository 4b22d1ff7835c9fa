package import Forecast

/// Backtests side by side, in at most 80 columns.
package struct BacktestText: Sendable {
  package let lines: [String]

  package init(_ backtests: [Backtest], of trace: LoadTrace) {
    guard let first = backtests.first else {
      lines = []
      return
    }
    let head =
      "\(trace.name): \(first.samples) forecasts \(first.horizonSeconds / 60) minutes ahead; "
      + "assuming no change misses by \(first.persistenceMAE.shortText) requests/s on average."
    lines =
      TextTable.wrapped(head) + [""]
      + TextTable(Self.header + backtests.map(Self.row)).lines + [""]
      + TextTable.wrapped(backtests.compactMap(Self.verdict).joined(separator: " "))
      + trace.warnings.flatMap { TextTable.wrapped("note: \($0)") }
  }

  package var text: String { lines.joined(separator: "\n") }

  private static let header = [
    ["", "error", "error", "", "", "under", "worst", "loss", "train", "predict"],
    ["model", "req/s", "/no ch.", "sMAPE", "MASE", "P95", "day", "/no ch.", "s", "us"],
  ]

  private static func row(_ backtest: Backtest) -> [String] {
    [
      backtest.model.option, backtest.mae.shortText, text(backtest.relativeMAE, decimals: 3),
      backtest.smape.text(decimals: 3), text(backtest.mase, decimals: 2),
      backtest.coverage.p95.text(decimals: 3), text(backtest.worstDayCoverageP95, decimals: 2),
      text(backtest.relativePinball, decimals: 3), backtest.trainSeconds.text(decimals: 1),
      backtest.predictMicroseconds.text(decimals: 0),
    ]
  }

  private static func text(_ value: Double?, decimals: Int) -> String {
    value?.text(decimals: decimals) ?? "-"
  }

  /// Which of it matters, in words.
  private static func verdict(_ backtest: Backtest) -> String? {
    guard backtest.model != .persistence else { return nil }
    guard let relative = backtest.relativeMAE else {
      return "Nothing changed within the horizon, so there was nothing to forecast."
    }
    let change = ((1 - relative) * 100).magnitude.text(decimals: 0)
    let name = backtest.model.name
    let quality =
      relative < 1
      ? "\(name) is \(change) % closer than assuming no change"
      : "\(name) is no closer than assuming no change (\(change) % worse)"
    let covered = (backtest.coverage.p95 * 100).text(decimals: 1)
    return "\(quality); \(covered) % of the minutes were at or below its P95."
  }
}
