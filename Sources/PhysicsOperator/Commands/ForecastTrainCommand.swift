import ArgumentParser
import Backtesting
import Forecast
import JSON

/// What a model learns from a trace.
struct ForecastTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Learns from a trace, says what it came to, and keeps the history as a check-point."
  )

  @OptionGroup var history: ForecastHistory

  @Option(help: "Write the history as the operator keeps it (at most 10 KB) to this file.")
  var write: String?

  func run() throws {
    let (forecaster, name) = try history.forecaster()
    if let write {
      guard let checkpoint = forecaster.checkpoint else {
        throw CommandFailure("\(name) holds no load to keep; give a longer trace")
      }
      try Files.write(checkpoint.text + "\n", to: write)
      StandardError.write("the check-point is in \(write)")
    }
    let report = ForecastReport(forecaster, name: name)
    switch history.output {
    case .text: StandardOutput.line(report.explanation.joined(separator: "\n"))
    case .json: StandardOutput.line(report.explanationJSON.prettyJSONText)
    }
  }
}
