import ArgumentParser

/// The load predictor on a laptop: how good it is, what it says, and why.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Trains, backtests and explains the load forecast on a CSV or a Prometheus range.",
    subcommands: [
      ForecastBacktestCommand.self, ForecastTrainCommand.self, ForecastPredictCommand.self,
      ForecastExplainCommand.self,
    ]
  )

  enum Output: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }
}
