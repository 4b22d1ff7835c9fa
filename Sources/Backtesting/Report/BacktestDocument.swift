package import Forecast
package import JSON

/// A backtest for scripts; the names are stable.
package struct BacktestDocument: Sendable {
  package let json: JSONValue

  package init(_ backtest: Backtest) {
    json = [
      "model": .string(backtest.model.option),
      "horizonSeconds": .number(Double(backtest.horizonSeconds)),
      "samples": .number(Double(backtest.samples)),
      "mae": .number(backtest.mae),
      "persistenceMAE": .number(backtest.persistenceMAE),
      "relativeMAE": .number(backtest.relativeMAE),
      "smape": .number(backtest.smape),
      "mase": .number(backtest.mase),
      "pinball": .quantiles(backtest.pinball),
      "persistencePinball": .quantiles(backtest.persistencePinball),
      "relativePinball": .number(backtest.relativePinball),
      "coverage": .quantiles(backtest.coverage),
      "worstDayCoverageP95": .number(backtest.worstDayCoverageP95),
      "answeredShare": .number(backtest.answeredShare),
      "trainSeconds": .number(backtest.trainSeconds),
      "predictMicroseconds": .number(backtest.predictMicroseconds),
    ]
  }
}

extension JSONValue {
  /// `null` where there is no number to give.
  static func number(_ value: Double?) -> JSONValue {
    value.map { JSONValue.number($0) } ?? .null
  }

  static func quantiles(_ values: QuantileValues) -> JSONValue {
    [
      "p50": .number(values.p50), "p90": .number(values.p90), "p95": .number(values.p95),
      "p99": .number(values.p99),
    ]
  }
}

extension ForecastModel {
  /// The name on the command line and in JSON, as in `random-forest`.
  package var option: String {
    rawValue.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
  }

  /// Reads `random-forest` and `RandomForest` alike; `nil` for no model.
  package init?(option: String) {
    self.init(name: option.replacing("-", with: ""))
  }
}
