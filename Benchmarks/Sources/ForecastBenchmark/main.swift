import Forecast
import Glibc
import Loopback

let arguments = Array(CommandLine.arguments.dropFirst())
let options = Dictionary(
  arguments.compactMap { argument in
    argument.firstIndex(of: "=").map {
      (String(argument[..<$0]), String(argument[argument.index(after: $0)...]))
    }
  }
) { _, later in later }
do {
  switch arguments.first {
  case "table": try printTable()
  case "forest":
    guard let file = options["file"] else { throw BenchmarkError("say file=TRACE.csv") }
    let rows = try Trace.readings(file).suffix(options["last"].flatMap { Int($0) } ?? .max).map {
      LoadSample(minute: 0, requestsPerSecond: $0.requestsPerSecond)
    }
    print(try ForestRun(rows, seeds: options["seeds"].flatMap { Int($0) } ?? 1).json)
  case "cost":
    let measurements = try Cost.measure(services: options["services"].flatMap { Int($0) } ?? 20)
    for measurement in measurements { print(measurement.line) }
    exit(measurements.contains { $0.value > $0.limit } ? 1 : 0)
  default:
    print(
      "Error: say what to measure: table folder=TRACES [models=Auto,Ridge] [traces=NAME,…] | cost [services=20]"
    )
    exit(2)
  }
} catch {
  print("Error: \(error)")
  exit(1)
}

func geometricMean(_ numbers: [Double]) -> Double? {
  guard !numbers.isEmpty else { return nil }
  return exp(numbers.reduce(0) { $0 + log($1) } / Double(numbers.count))
}

func readClock() -> Duration { .nanoseconds(Int64(monotonicNanoseconds())) }

func printTable() throws {
  let models = try (options["models"]?.split(separator: ",") ?? []).map { name in
    guard let model = ForecastModel(name: String(name)) else {
      throw BenchmarkError("\(name) is no model")
    }
    return model
  }
  let wanted = options["traces"]?.split(separator: ",").map(String.init)
  var traces = try options["folder"].map { try Trace.all(in: $0) } ?? []
  if options["synthetic"] != nil { traces += Trace.synthetic }
  if let wanted { traces = traces.filter { trace in wanted.contains { trace.name.contains($0) } } }
  var table = ResultTable()
  print(ResultTable.head)
  for trace in traces {
    for model in models.isEmpty ? ForecastModel.allCases : models {
      var settings = BacktestSettings()
      settings.isGated = model == .auto && options["ungated"] == nil
      do {
        let result = try Backtest.run(
          model,
          on: trace.samples,
          settings: settings,
          clock: readClock
        )
        table.add(trace.name, result)
        print(ResultTable.line(trace.name, result))
      } catch {
        table.add(trace.name, refused: "\(error)")
        print("| \(trace.name) | \(model.name) | \(error) |")
      }
    }
  }
  print("")
  for line in table.summary(models.isEmpty ? ForecastModel.allCases : models) { print(line) }
}
