import ArgumentParser
import Backtesting
import JSON

/// The load of the next fifteen minutes.
struct ForecastPredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Prints the load expected after the end of a trace, with its quantiles."
  )

  @OptionGroup var history: ForecastHistory

  func run() throws {
    let (forecaster, name) = try history.forecaster()
    let report = ForecastReport(forecaster, name: name)
    switch history.output {
    case .text: StandardOutput.line(report.prediction.joined(separator: "\n"))
    case .json: StandardOutput.line(report.predictionJSON.prettyJSONText)
    }
  }
}
