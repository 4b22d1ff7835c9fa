/// What the service calls its metrics; an empty name is a metric that it does not have.
package struct MetricNames: SchemaDescribed {
  package var requestsTotal = "http_requests_total"
  package var statusLabel = "status"
  package var pathLabel = "handler"
  package var durationBuckets = "http_request_duration_seconds_bucket"
  package var cpuSeconds = "process_cpu_seconds_total"
  package var memoryBytes = "process_resident_memory_bytes"
  package var gpuPercent = ""
  package var queueDepth = ""

  package init() {}

  package static let fields: [Field<MetricNames>] = [
    Field(
      "requestsTotal",
      \.requestsTotal,
      .text(.metricName),
      "Counter of requests, by status and path."
    ),
    Field(
      "statusLabel",
      \.statusLabel,
      .text(.metricName),
      "Label with the status; 500 and 5xx are errors."
    ),
    Field("pathLabel", \.pathLabel, .text(.metricName), "Label with the path, for excludePaths."),
    Field(
      "durationBuckets",
      \.durationBuckets,
      .text(.metricNameOrNone),
      "Histogram buckets of the duration of requests, in seconds."
    ),
    Field(
      "cpuSeconds",
      \.cpuSeconds,
      .text(.metricNameOrNone),
      "Counter of CPU seconds of the process."
    ),
    Field(
      "memoryBytes",
      \.memoryBytes,
      .text(.metricNameOrNone),
      "Gauge of the memory of the process."
    ),
    Field("gpuPercent", \.gpuPercent, .text(.metricNameOrNone), "Gauge of GPU use in percent."),
    Field("queueDepth", \.queueDepth, .text(.metricNameOrNone), "Gauge of waiting requests."),
  ]
}
