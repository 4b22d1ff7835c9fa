/// What a service calls the metrics that we read; the defaults are those of `prometheus_fastapi_instrumentator` and `prometheus_client`.
///
/// An empty name switches that metric off.
package struct MetricNames: Hashable, Sendable {
  /// Counter of answered requests.
  package var requestsTotal = "http_requests_total"
  /// Its label for the status, `500` or `5xx`.
  package var statusLabel = "status"
  /// Its label for the path; empty when there is none, and then nothing can be excluded.
  package var pathLabel = "handler"
  /// Buckets of the duration histogram, in seconds.
  package var durationBuckets = "http_request_duration_seconds_bucket"
  package var cpuSeconds = "process_cpu_seconds_total"
  package var memoryBytes = "process_resident_memory_bytes"
  package var gpuPercent = ""
  package var queueDepth = ""

  package init() {}

  /// `http_request_duration_seconds`: what the three series of the histogram begin with.
  package var duration: String {
    durationBuckets.hasSuffix("_bucket") ? String(durationBuckets.dropLast(7)) : durationBuckets
  }

  package var durationSum: String { duration.isEmpty ? "" : duration + "_sum" }
  package var durationCount: String { duration.isEmpty ? "" : duration + "_count" }

  /// Every series name that a scrape keeps.
  package var all: [String] {
    [
      requestsTotal, durationBuckets, durationSum, durationCount, cpuSeconds, memoryBytes,
      gpuPercent, queueDepth,
    ].filter { !$0.isEmpty }
  }
}
