import ArgumentParser
import Backtesting
import Forecast
import KubernetesClient

/// Where a trace comes from and how it is to be read.
struct TraceOptions: ParsableArguments {
  @Option(help: "A CSV, or a query_range answer of Prometheus; - for standard input.")
  var trace: String?

  @Option(help: "The column with the time, by name or number; default: a usual name.")
  var timeColumn: String?

  @Option(help: "The column with requests per second, by name or number.")
  var valueColumn: String?

  @Option(
    help: ArgumentHelp(
      "A further metric's column, as in latency=p50_ms; may be repeated.",
      discussion: "latency, cpu, memory, gpu, queueDepth or errorRate; usual names are found.",
      valueName: "metric=column"
    )
  )
  var metric: [String] = []

  @Flag(help: "Add several series of Prometheus up.")
  var sum = false

  @Option(help: "Another seed gives another synthetic trace, where there is no --trace.")
  var seed: UInt64 = 1

  func validate() throws {
    for metric in metric where Self.parsed(metric) == nil {
      throw ValidationError("--metric must be METRIC=COLUMN like latency=p50_ms, not \(metric)")
    }
  }

  /// The trace of the file, or a synthetic one, which stderr says.
  func read() throws -> LoadTrace {
    guard let trace else {
      StandardError.write(
        "no --trace FILE given: this is synthetic traffic of 14 days, seed \(seed)"
      )
      return SyntheticTrace(seed: seed).trace
    }
    let bytes = trace == "-" ? Self.standardInput() : try Self.bytes(of: trace)
    let name = trace == "-" ? "standard input" : trace
    do throws(TraceError) {
      // Titles name the file, not the road to it.
      let title = name.split(separator: "/").last.map(String.init) ?? name
      return try LoadTrace(bytes, name: title, format: format)
    } catch {
      throw CommandFailure("\(name) \(error)")
    }
  }

  private var format: TraceFormat {
    var format = TraceFormat()
    format.timeColumn = timeColumn
    format.valueColumn = valueColumn
    format.sumsSeries = sum
    for (metric, column) in metric.compactMap(Self.parsed) { format.metricColumns[metric] = column }
    return format
  }

  private static func parsed(_ text: String) -> (LoadMetric, String)? {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2,
      let metric = LoadMetric.allCases.first(where: { "\($0)" == parts[0] }),
      metric != .requestsPerSecond
    else { return nil }
    return (metric, parts[1])
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    do throws(FileError) {
      return try Files.read(path)
    } catch {
      throw CommandFailure("\(path) cannot be read: \(error); check the path and its permissions")
    }
  }

  private static func standardInput() -> [UInt8] {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    return Array(text.utf8)
  }
}
