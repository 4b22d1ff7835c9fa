package import Forecast

/// How a file with a trace is to be read, as far as it does not say so itself.
package struct TraceFormat: Hashable, Sendable {
  /// The name of the column with the time, or its number from 1; `nil` to find it.
  package var timeColumn: String?
  /// The name of the column with requests per second, or its number from 1; `nil` to find it.
  package var valueColumn: String?
  /// Columns of further metrics, where they do not have a usual name.
  package var metricColumns: [LoadMetric: String] = [:]
  /// Whether several series of Prometheus are added up instead of refused.
  package var sumsSeries = false

  package init() {}

  /// Usual names, in the order in which they are looked for.
  static let timeNames = [
    "timestamp_s", "timestamp", "time", "ts", "datetime", "date", "epoch", "timestamp_ms",
  ]
  static let valueNames = [
    "requests_per_second", "rps", "requests_per_sec", "qps", "requests", "load", "value", "rate",
  ]

  static func names(of metric: LoadMetric) -> [String] {
    switch metric {
    case .requestsPerSecond: valueNames
    case .latency: ["latency_ms", "latency", "mean_latency_ms"]
    case .cpu: ["cpu_pct", "cpu_percent", "cpu_util_pct", "cpu"]
    case .memory: ["memory_pct", "memory_percent", "memory_util", "memory"]
    case .gpu: ["gpu_util_pct", "gpu_pct", "gpu_percent", "gpu"]
    case .queueDepth: ["queue_depth", "queue_size", "queue"]
    case .errorRate: ["error_rate"]
    }
  }
}

extension LoadTrace {
  /// Reads CSV, or JSON as Prometheus answers `query_range`; `name` is for titles only.
  package init(
    _ bytes: [UInt8],
    name: String,
    format: TraceFormat = TraceFormat()
  ) throws(TraceError) {
    let start = bytes.first { !$0.isCSVBlank }
    guard let start else { throw .empty }
    let rows =
      start == UInt8(ascii: "{") || start == UInt8(ascii: "[")
      ? try PrometheusRange(bytes, format: format).rows
      : try CSVTrace(bytes, format: format).rows
    try self.init(rows, name: name)
  }
}
