import ArgumentParser
import Backtesting
import Forecast
import JSON
import Time

/// How far off a model would have been.
struct ForecastBacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Replays a trace minute by minute and judges the forecasts made on its last part."
  )

  @OptionGroup var source: TraceOptions

  @Option(
    help: ArgumentHelp(
      "Whom to judge, separated by commas, or all.",
      discussion: ForecastModel.allValueStrings.joined(separator: ", ")
    )
  )
  var model = ForecastModel.auto.option

  @Option(help: "How far ahead, in whole minutes up to 15m.")
  var horizon = "15m"

  @Option(help: "The share of the trace that lies before the first judged forecast.")
  var split = 0.7

  @Flag(help: "Judge the model by itself, also where a plainer one would answer in its place.")
  var ungated = false

  @Option(name: [.customShort("o"), .customLong("output")], help: "text or json.")
  var output = ForecastCommand.Output.text

  func validate() throws {
    guard models != nil else {
      throw ValidationError(
        "--model must be all, or some of \(ForecastModel.allValueStrings.joined(separator: ", ")), "
          + "not \(model)"
      )
    }
    guard minutes != nil else {
      throw ValidationError("--horizon must be whole minutes from 1m to 15m, not \(horizon)")
    }
    guard split > 0, split < 1 else {
      throw ValidationError("--split must be between 0 and 1, not \(split)")
    }
  }

  func run() throws {
    let trace = try source.read()
    let results = try (models ?? []).map { try judge($0, on: trace) }
    switch output {
    case .text: StandardOutput.line(BacktestText(results, of: trace).text)
    case .json:
      let documents = results.map { BacktestDocument($0).json }
      let json = documents.count == 1 ? documents[0] : JSONValue.array(documents)
      StandardOutput.line(json.prettyJSONText)
    }
  }

  private func judge(_ model: ForecastModel, on trace: LoadTrace) throws -> Backtest {
    var settings = BacktestSettings()
    settings.horizonMinutes = minutes ?? 15
    settings.split = split
    settings.isGated = !ungated
    let clock = ContinuousClock()
    let start = clock.now
    var line = ProgressLine("judging \(model.option)")
    do throws(BacktestRefusal) {
      var replay = try BacktestReplay(model, samples: trace.readings, settings: settings)
      while !replay.isFinished {
        for _ in 0..<60 where !replay.isFinished { replay.advance { clock.now - start } }
        line.show(replay.progress)
      }
      line.clear()
      return try replay.result()
    } catch {
      line.clear()
      throw CommandFailure("\(trace.name) cannot be judged: \(error)")
    }
  }

  private var models: [ForecastModel]? {
    if model == "all" { return ForecastModel.allCases }
    let names = model.split(separator: ",").map(String.init)
    let models = names.compactMap { ForecastModel(option: $0) }
    return models.isEmpty || models.count < names.count ? nil : models
  }

  private var minutes: Int? {
    guard let duration = Duration(goDuration: horizon) else { return nil }
    let minutes = duration.seconds / 60
    return (1...15).contains(minutes) && minutes == minutes.rounded() ? Int(minutes) : nil
  }
}
