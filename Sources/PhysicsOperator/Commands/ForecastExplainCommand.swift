import ArgumentParser
import Backtesting
import JSON

/// Why a forecast is what it is.
struct ForecastExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says who answers, why that one is trusted, and what the answer is made of."
  )

  @OptionGroup var history: ForecastHistory

  func run() throws {
    let (forecaster, name) = try history.forecaster()
    let report = ForecastReport(forecaster, name: name)
    switch history.output {
    case .text: StandardOutput.line(report.explanation.joined(separator: "\n"))
    case .json: StandardOutput.line(report.explanationJSON.prettyJSONText)
    }
  }
}
