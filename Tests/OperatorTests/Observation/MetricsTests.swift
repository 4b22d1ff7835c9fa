import APIMachinery
import FoundationEssentials
import JSON
import Metering
import Observability
import OpenTelemetry
import Operator
import PhysicsResources
import Simulation
import Testing
import Time

/// The metrics of an operator that has lived for a while.
struct MetricsTests {
  private func families() throws -> [MetricFamily] {
    let world = OperatorWorld(WorldSettings(seed: 2))
    try world.installDefinition()
    world.startOperator()
    try world.apply(.physicsAPIs, DemoManifest(tag: "v1.0.0").object())
    world.run(for: .seconds(180))
    defer { world.stop() }
    return try #require(world.theOperator).metrics
  }

  private func lines(_ families: [MetricFamily]) -> [Substring] {
    MetricsText(families).text.split(separator: "\n").filter { $0.first != "#" }
  }

  @Test("every metric that is exposed is documented, and the other way round")
  func definitions() throws {
    let exposed = try families().map(\.definition)
    #expect(exposed.map(\.name).sorted() == OperatorMetricDefinitions.all.map(\.name).sorted())
    #expect(Set(exposed) == Set(OperatorMetricDefinitions.all))
  }

  @Test("a service that came up leaves its marks under controller-runtime's names")
  func values() throws {
    let families = try families()
    let lines = lines(families)
    func value(_ series: String) -> Double? {
      lines.first { $0.hasPrefix(series + " ") }.flatMap { Double($0.dropFirst(series.count + 1)) }
    }
    let passes = #"controller_runtime_reconcile_total{controller="physicsapi",result="#
    let total = ["error", "requeue", "requeue_after", "success"].map {
      value("\(passes)\"\($0)\"}") ?? -1
    }
    #expect(total[1] == 0)
    #expect(total[2] + total[3] > 3)
    let queue = #"{name="physicsapi",controller="physicsapi"}"#
    #expect((value("workqueue_adds_total\(queue)") ?? 0) > 3)
    #expect(value("workqueue_depth\(queue)") == 0)
    let time = "controller_runtime_reconcile_time_seconds_count{controller=\"physicsapi\"}"
    #expect(value(time) == total.reduce(0, +))
    #expect(value("workqueue_work_duration_seconds_count\(queue)") == value(time))
    #expect(
      value(#"controller_runtime_max_concurrent_reconciles{controller="physicsapi"}"#) == 2
    )
    let host = families.flatMap(\.samples).first { $0.labelValues.contains("POST") }
    #expect(host != nil)
    #expect(lines.contains { $0.hasPrefix(#"rest_client_requests_total{code="201","#) })
    #expect(value(#"physics_operator_cache_synced{resource="deployments.apps"}"#) == 1)
    #expect(value(#"physics_operator_cache_objects{resource="deployments.apps"}"#) == 1)
    #expect(value(#"physics_operator_cache_relists_total{resource="pods"}"#) == 0)
    let lag = try #require(value(#"physics_operator_cache_lag_seconds{resource="pods"}"#))
    #expect((0...180).contains(lag))
    let age = try #require(value(#"physics_operator_watch_age_seconds{resource="pods"}"#))
    #expect(age >= lag)
    #expect((value("physics_operator_noop_writes_suppressed_total") ?? 0) > 10)
  }

  @Test("of a service's name only its forecast's series know: they stay few")
  func cardinality() throws {
    let lines = lines(try families())
    let named = lines.filter { $0.contains("fisica-api") || $0.contains("default") }
    #expect((1...15).contains(named.count), "\(named)")
    let families = ["forecast_", "load_", "floor_", "hpa_alone_", "capacity_"]
    #expect(
      named.allSatisfy { line in
        families.contains { line.hasPrefix("physics_operator_\($0)") }
      },
      "\(named)"
    )
    #expect(lines.count < 400)
  }

  @Test("a rollout in flight has series of its own, which go when it is over")
  func rollouts() throws {
    let world = OperatorWorld(WorldSettings(seed: 3))
    try world.installDefinition()
    world.startOperator()
    func deploy(_ tag: String) throws {
      var object = try DemoManifest(tag: tag, forecastMode: "Off").object()
      object.json["spec"]?["rollout"] = [
        "warmup": "0s", "drain": "5s", "steps": [["weight": 50, "hold": "60s"]],
        // The first failed check must not end it at once: its figures are looked at.
        "analysis": ["failureLimit": 2],
      ]
      try world.apply(.physicsAPIs, object)
    }
    func shown() throws -> [Substring] {
      lines(try #require(world.theOperator).metrics).filter {
        $0.hasPrefix("physics_operator_rollout") || $0.hasPrefix("physics_operator_services")
      }
    }
    func status() -> PhysicsAPIStatus { world.status(of: DemoManifest.key) }
    try deploy("v1.0.0")
    #expect(world.run(atMost: .seconds(600)) { status().phase == .steady })
    world.cluster.send(.constant(requestsPerSecond: 60), to: DemoManifest.key)
    try deploy("v1.1.0-errors50")
    #expect(world.run(atMost: .seconds(600)) { status().analysis?.verdict == .fail })
    let service = #"namespace="default",name="fisica-api""#
    let during = try shown()
    let hasValue = during.contains {
      $0.hasPrefix(#"physics_operator_rollout_check_value{\#(service),check="error-rate"} 0."#)
    }
    #expect(hasValue, "\(during)")
    #expect(
      during.contains(
        #"physics_operator_rollout_check_limit{\#(service),check="error-rate"} 0.05"#
      )
    )
    #expect(during.contains { $0.hasPrefix("physics_operator_rollout_phase{\(service),phase=") })
    #expect(world.run(atMost: .seconds(600)) { status().phase == .rolledBack })
    world.run(for: .seconds(2))
    let after = try shown()
    #expect(!after.contains { $0.contains("fisica-api") }, "\(after)")
    #expect(after.contains(#"physics_operator_rollouts_total{outcome="RolledBack"} 1"#))
    #expect(after.contains(#"physics_operator_rollouts_total{outcome="Promoted"} 1"#))
    #expect(after.contains(#"physics_operator_services{phase="RolledBack"} 1"#))
    world.stop()
  }

  @Test(
    "promtool finds nothing to complain of",
    // promtool comes with Debian's prometheus: hack/prepare.sh prometheus
    .enabled(if: Shell.missing("promtool").isEmpty, "needs promtool: apt-get install prometheus")
  )
  func lint() async throws {
    let process = ProcessStatistics(
      reading: { try? String(contentsOfFile: "/proc/\($0)", encoding: .utf8) },
      openFiles: 7
    )
    #expect(process.families.count == ProcessStatistics.definitions.count)
    let shell = try Shell()
    let text = MetricsText(try families() + process.families).text
    try shell.write(text, to: "metrics.txt")
    let result = try await shell.run("promtool check metrics <metrics.txt")
    #expect(result.output == "")
    #expect(result.status == 0)
    try shell.write("a_total{ 1\n", to: "bad.txt")
    #expect(try await shell.run("promtool check metrics <bad.txt").status != 0, "it does look")
  }

  @Test("docs/observability.md has the table of the metrics as the code has it")
  func table() throws {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "docs/observability.md").path()
    let page = try String(contentsOfFile: path, encoding: .utf8)
    let definitions =
      OperatorMetricDefinitions.all + SpanExporter.definitions + ProcessStatistics.definitions
    let rows = definitions.map { definition in
      let labels = definition.labels.map { "`\($0)`" }.joined(separator: ", ")
      return
        "| `\(definition.name)` | \(definition.kind.rawValue) | \(labels) | \(definition.help) |"
    }
    let shown = page.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains(" | ") }
      .map(String.init).filter { row in
        ["counter", "gauge", "histogram"].contains { row.contains("| \($0) |") }
      }
    #expect(shown == rows, "the table must read:\n\(rows.joined(separator: "\n"))")
  }
}
