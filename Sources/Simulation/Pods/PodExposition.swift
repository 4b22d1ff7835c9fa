import JSON

/// A pod's `/metrics` in the shape of prometheus-fastapi-instrumentator.
struct PodExposition: Sendable {
  private let pod: SimulatedPod
  private let memory: Double
  private let fault: MetricsFault?
  private var lines: [String] = []

  init(_ pod: SimulatedPod, profile: ApplicationProfile, fault: MetricsFault?) {
    self.pod = pod
    memory = profile.residentMemoryBytes
    self.fault = fault
    write()
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  /// Another worker process has served other requests: here simply a seventh of them.
  private var isOtherWorker: Bool {
    fault == .alternatingWorkers && pod.counters.scrapes % 2 == 1
  }

  private mutating func write() {
    let counters = pod.counters
    type(
      "http_requests_total",
      "counter",
      "Total number of requests by method, status and handler."
    )
    requests("/predict", "POST", "2xx", Double(counters.succeeded))
    requests("/predict", "POST", "5xx", Double(counters.failed))
    requests(pod.traits.livenessPath, "GET", "2xx", counters.livenessProbes)
    requests(pod.traits.readinessPath, "GET", "2xx", counters.readinessProbes)
    requests("/metrics", "GET", "2xx", Double(counters.scrapes))
    type("http_request_duration_seconds", "histogram", "Duration of requests in seconds.")
    for (bound, count) in zip(ApplicationCounters.bucketBounds, counters.buckets) {
      sample("http_request_duration_seconds_bucket", duration("le=\"\(bound)\""), count)
    }
    sample(
      "http_request_duration_seconds_bucket",
      duration("le=\"+Inf\""),
      Double(counters.answered)
    )
    sample("http_request_duration_seconds_count", duration(nil), Double(counters.answered))
    line("http_request_duration_seconds_sum", duration(nil), decimal(counters.durationSum))
    type("process_cpu_seconds_total", "counter", "Total user and system CPU time in seconds.")
    line("process_cpu_seconds_total", "", decimal(counters.cpuSeconds))
    type("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.")
    line("process_resident_memory_bytes", "", String(Int64(memory)))
  }

  private func duration(_ bound: String?) -> String {
    let labels = "handler=\"/predict\",method=\"POST\""
    return bound.map { "\(labels),\($0)" } ?? labels
  }

  private mutating func requests(
    _ handler: String,
    _ method: String,
    _ status: String,
    _ count: Double
  ) {
    guard !handler.isEmpty, count >= 1 else { return }
    sample(
      "http_requests_total",
      "handler=\"\(handler)\",method=\"\(method)\",status=\"\(status)\"",
      count
    )
  }

  private mutating func type(_ name: String, _ type: String, _ help: String) {
    lines.append("# HELP \(name) \(help)")
    lines.append("# TYPE \(name) \(type)")
  }

  /// A whole count.
  private mutating func sample(_ name: String, _ labels: String, _ count: Double) {
    let whole = (isOtherWorker ? count / 7 : count).rounded(.down)
    line(name, labels, "\(whole)")
  }

  private mutating func line(_ name: String, _ labels: String, _ value: String) {
    let shown = fault == .notANumber ? "NaN" : value
    lines.append(labels.isEmpty ? "\(name) \(shown)" : "\(name){\(labels)} \(shown)")
  }

  private func decimal(_ value: Double) -> String {
    "\((value * 1_000).rounded(.down) / 1_000)"
  }
}
