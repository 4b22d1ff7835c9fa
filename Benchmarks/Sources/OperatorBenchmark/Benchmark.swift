import Glibc
import Loopback

/// Brings up many services with one operator, starts it anew, and lets it rest; counts CPU, memory and requests.
struct Benchmark: ~Copyable {
  /// What an operator has cost until nobody wrote any more.
  private struct Cost {
    /// From the start to the last write, or to the end of the reads where there is none.
    let seconds: Double
    let cpuSeconds: Double
    let peakMB: Double
    let counts: RequestCounts
  }

  private let settings: Settings
  private var server: HTTPConnection
  private(set) var measurements: [Measurement] = []

  /// Nothing has been written for so long: all is done.
  private static let quietNanoseconds: UInt64 = 5_000_000_000
  private static let patienceNanoseconds: UInt64 = 300_000_000_000

  init(_ settings: Settings) throws(BenchmarkError) {
    self.settings = settings
    server = try HTTPConnection(port: settings.port)
  }

  mutating func run() throws(BenchmarkError) {
    try createServices()
    let first = try OperatorProcess(settings)
    defer { first.stop() }
    let bringUp = try untilQuiet(first)
    report(bringUp)
  }

  /// The same, with a process that finds everything done; then what it costs from there on.
  mutating func runAgain() throws(BenchmarkError) {
    let second = try OperatorProcess(settings)
    defer { second.stop() }
    let restart = try untilQuiet(second)
    note("warm restart: CPU", restart.cpuSeconds, "s", goal: 0.2, limit: 6)
    note("warm restart: writes", Double(restart.counts.writes), "", goal: 0, limit: 0)
    note("warm restart: lists", Double(restart.counts["LIST"]), "", goal: 5, limit: 30)
    try rest(second, "idle with forecasts", goal: 0.05 * Double(settings.idleSeconds))
    try update(second)
    try switchForecastsOff(second)
    try rest(second, "idle without forecasts", goal: 0.012 / 15 * Double(settings.idleSeconds))
    note("idle: memory", try second.usage().residentMB, "MB", goal: 25, limit: 200)
  }

  private mutating func rest(
    _ process: OperatorProcess,
    _ what: String,
    goal: Double
  ) throws(BenchmarkError) {
    let before = try RequestCounts(of: &server)
    let used = try process.usage().cpuSeconds
    sleep(UInt32(settings.idleSeconds))
    let counts = try RequestCounts(of: &server).since(before)
    let seconds = try process.usage().cpuSeconds - used
    note("\(what), \(counts.scrapes) scrapes: CPU", seconds, "s", goal: goal, limit: 10)
    note("\(what): other requests", Double(counts.all), "", goal: 0, limit: 20)
  }

  /// Changes one field of a resource that one field of a child follows, ten times a second; watches the children.
  private mutating func update(_ process: OperatorProcess) throws(BenchmarkError) {
    let count = 10 * settings.updateSeconds
    let autoscalers = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers"
    var watcher = try Watcher(
      port: settings.port,
      target: "\(autoscalers)?watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan",
      mark: "\"maxReplicas\":"
    )
    usleep(1_000_000)
    var sentAt: [UInt64: UInt64] = [:]
    var milliseconds: [Double] = []
    let start = monotonicNanoseconds()
    var next = 0
    while milliseconds.count < count, monotonicNanoseconds() - start < UInt64(count) * 200_000_000 {
      if next < count, monotonicNanoseconds() - start >= UInt64(next) * 100_000_000 {
        let mark = UInt64(100 + next)
        sentAt[mark] = monotonicNanoseconds()
        try patch(
          next % min(200, settings.services),
          "{\"spec\":{\"scaling\":{\"maxReplicas\":\(mark)}}}"
        )
        next += 1
      }
      usleep(200)
      let now = monotonicNanoseconds()
      for number in try watcher.numbers() {
        guard let sent = sentAt.removeValue(forKey: number) else { continue }
        milliseconds.append(Double(now - sent) / 1e6)
      }
    }
    guard milliseconds.count == count else {
      throw BenchmarkError("of \(count) updates \(milliseconds.count) reached the autoscalers")
    }
    milliseconds.sort()
    note("update to child: p50", milliseconds[count / 2], "ms", goal: 15, limit: 200)
    note("update to child: p99", milliseconds[count * 99 / 100], "ms", goal: 40, limit: 1_000)
  }

  private mutating func switchForecastsOff(_ process: OperatorProcess) throws(BenchmarkError) {
    for number in 0..<settings.services {
      try patch(number, "{\"spec\":{\"scaling\":{\"forecast\":{\"mode\":\"Off\"}}}}")
    }
    _ = try untilQuiet(process)
  }

  private mutating func patch(_ number: Int, _ body: String) throws(BenchmarkError) {
    let path = "/apis/fisica-lab.com/v1alpha1/namespaces/default/physicsapis/api-\(number)"
    _ = try server.call("PATCH", path, "application/merge-patch+json", body)
  }
}

extension Benchmark {
  private mutating func createServices() throws(BenchmarkError) {
    let definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    let definition = try text(ofFile: settings.definition)
    _ = try server.call("POST", definitions, "application/yaml", definition)
    for number in 0..<settings.services {
      let body =
        "{\"apiVersion\":\"fisica-lab.com/v1alpha1\",\"kind\":\"PhysicsAPI\",\"metadata\":{\"name\":\"api-\(number)\"},"
        + "\"spec\":{\"workload\":{\"image\":\"app:v1\"},\"scaling\":{\"minReplicas\":2}}}"
      _ = try server.call(
        "POST",
        "/apis/fisica-lab.com/v1alpha1/namespaces/default/physicsapis",
        "application/json",
        body
      )
    }
  }

  private mutating func untilQuiet(_ process: OperatorProcess) throws(BenchmarkError) -> Cost {
    let start = monotonicNanoseconds()
    let before = try RequestCounts(of: &server)
    var counts = before
    var lastChange = start
    var isSettled = false
    while !isSettled {
      guard monotonicNanoseconds() - start < Self.patienceNanoseconds else {
        throw BenchmarkError("the services are not steady after five minutes")
      }
      usleep(100_000)
      let now = try RequestCounts(of: &server)
      if now.writes != counts.writes || now["LIST"] != counts["LIST"]
        || now["WATCH"] != counts["WATCH"]
      {
        lastChange = monotonicNanoseconds()
      }
      counts = now
      guard monotonicNanoseconds() - lastChange >= Self.quietNanoseconds else { continue }
      isSettled = try allAreSteady()
      if !isSettled { sleep(1) }
    }
    let usage = try process.usage()
    return Cost(
      seconds: Double(lastChange - start) / 1e9,
      cpuSeconds: usage.cpuSeconds,
      peakMB: usage.peakMB,
      counts: counts.since(before)
    )
  }

  /// Whether all services run: the pods may take longer than the writes.
  private mutating func allAreSteady() throws(BenchmarkError) -> Bool {
    let path = "/apis/fisica-lab.com/v1alpha1/namespaces/default/physicsapis"
    let list = try server.call("GET", path)
    let steady = list.split(separator: "\"phase\":\"Steady\"", omittingEmptySubsequences: false)
    return steady.count - 1 == settings.services
  }

  private mutating func report(_ cost: Cost) {
    let count = Double(settings.services)
    note("bring-up of \(settings.services) services: wall", cost.seconds, "s", goal: 30, limit: 300)
    note("bring-up: CPU", cost.cpuSeconds, "s", goal: 2.3 * count / 500, limit: 40)
    note("bring-up: peak memory", cost.peakMB, "MB", goal: 25, limit: 200)
    note("bring-up: writes per service", Double(cost.counts.writes) / count, "", goal: 7, limit: 30)
    note(
      "bring-up: requests per service",
      Double(cost.counts.all) / count,
      "",
      goal: 7.1,
      limit: 60
    )
  }

  private mutating func note(
    _ what: String,
    _ value: Double,
    _ unit: String,
    goal: Double,
    limit: Double
  ) {
    measurements.append(
      Measurement(what: what, value: value, unit: unit, goal: goal, limit: limit)
    )
  }
}
