import ControllerRuntime
import Forecast
import JSON
import Logging
import Observability
import OpenTelemetry
import PhysicsResources
import Simulation
import Synchronization
import Testing
import Time

/// The log of an operator, as a log collector reads it.
struct LogTests {
  /// Log handlers copy; what they write to must be one thing.
  private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }
  }

  private func lines(traced: Bool) throws -> [JSONValue] {
    let lines = Lines()
    var settings = WorldSettings(seed: 4)
    settings.logger = Logger(label: "physics-operator") { label in
      var handler = JSONLogHandler(
        label: label,
        now: { Timestamp(epochSeconds: 1_767_600_000) },
        sink: lines.append
      )
      handler.metadataProvider = .multiplex([
        ReconcilePass.metadataProvider, TraceLogFields.metadataProvider,
      ])
      return handler
    }
    if traced {
      settings.tracer = SpanTracer(
        sampler: .alwaysOn,
        buffer: SpanBuffer(),
        generator: SplitMix64(seed: 4),
        now: { Timestamp(epochSeconds: 1_767_600_000) }
      )
    }
    let world = OperatorWorld(settings)
    try world.installDefinition()
    world.startOperator()
    try world.apply(.physicsAPIs, DemoManifest(tag: "v1.0.0").object())
    world.run(for: .seconds(120))
    try world.apply(.physicsAPIs, DemoManifest(tag: "v1.1.0").object())
    world.run(for: .seconds(120))
    world.stop()
    return try lines.all.map { try JSONValue(parsing: Array($0.utf8)) }
  }

  @Test("every line of a pass carries the pass's id, its controller and its resource")
  func fields() throws {
    let lines = try lines(traced: false)
    #expect(lines.count > 5)
    for line in lines {
      #expect(line["controller"] == "physicsapi", "\(line.jsonText)")
      #expect(line["resource"] == "default/fisica-api")
      let id = try #require(line["reconcileID"]?.stringValue)
      #expect(id.count == 36 && id.dropFirst(14).first == "4")
      #expect(line["trace_id"] == nil)
    }
    #expect(
      Set(lines.compactMap { $0["reconcileID"]?.stringValue }).count > 1,
      "a new one per pass"
    )
  }

  @Test("with tracing each line also leads to its trace, one trace for each pass")
  func traces() throws {
    var traces: [String: String] = [:]
    for line in try lines(traced: true) {
      let id = try #require(line["reconcileID"]?.stringValue)
      let trace = try #require(line["trace_id"]?.stringValue)
      #expect(trace.count == 32)
      #expect(line["span_id"]?.stringValue?.count == 16)
      #expect(traces[id] ?? trace == trace)
      traces[id] = trace
    }
    #expect(Set(traces.values).count == traces.count)
  }
}
