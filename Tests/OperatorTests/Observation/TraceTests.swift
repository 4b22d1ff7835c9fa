import APIMachinery
import Forecast
import JSON
import OpenTelemetry
import PhysicsResources
import Simulation
import Testing
import Time
import Tracing

/// What a collector would get to see of a whole life.
struct TraceTests {
  /// Spans by trace, from a world in which a service is created.
  private func spans(seed: UInt64, sampler: Sampler = .alwaysOn) throws -> [SpanRecord] {
    let buffer = SpanBuffer(capacity: 10_000, batch: 10_000)
    let clock = TracedWorld.Clock()
    var settings = WorldSettings(seed: seed)
    settings.tracer = SpanTracer(
      sampler: sampler,
      buffer: buffer,
      generator: SplitMix64(seed: seed),
      now: { clock.timestamp }
    )
    let world = OperatorWorld(settings)
    clock.follow(world)
    try world.installDefinition()
    world.startOperator()
    try world.apply(.physicsAPIs, DemoManifest(tag: "v1.0.0").object())
    world.run(for: .seconds(120))
    world.stop()
    return buffer.take()
  }

  @Test("each pass is a trace: one span of the pass, and below it one per call that it made")
  func tree() throws {
    let spans = try spans(seed: 3)
    let passes = spans.filter { $0.parent == nil }
    #expect(passes.count > 3)
    #expect(passes.allSatisfy { $0.name == "reconcile physicsapi" && $0.kind == .internal })
    #expect(Set(passes.map(\.context.traceID)).count == passes.count, "a trace for each pass")
    let ids = Set(passes.map(\.context.spanID))
    for call in spans where call.parent != nil {
      #expect(call.kind == .client)
      #expect(call.parent.map(ids.contains) == true)
      let pass = try #require(passes.first { $0.context.traceID == call.context.traceID })
      #expect(pass.start <= call.start && call.end <= pass.end)
    }
  }

  @Test("the first pass creates the children, call by call, and tells whose they are")
  func firstPass() throws {
    let spans = try spans(seed: 3)
    let pass = try #require(
      spans.first { span in
        span.parent == nil && spans.filter { $0.parent == span.context.spanID }.count > 5
      }
    )
    let calls = spans.filter { $0.parent == pass.context.spanID }
    #expect(pass.attributes.get("reconcile.controller") == .string("physicsapi"))
    #expect(pass.attributes.get("reconcile.name") == .string("fisica-api"))
    #expect(pass.attributes.get("k8s.namespace.name") == .string("default"))
    #expect(pass.attributes.get("reconcile.id") != nil)
    let names = calls.map(\.name)
    #expect(names.contains("POST /apis/apps/v1/namespaces/{namespace}/deployments"))
    #expect(names.contains("POST /api/v1/namespaces/{namespace}/services"))
    let status = try #require(calls.first { $0.name.hasSuffix("/physicsapis/{name}/status") })
    #expect(status.attributes.get("http.request.method") == .string("PUT"))
    #expect(status.attributes.get("http.response.status_code") == .int64(200))
    #expect(calls.allSatisfy { $0.attributes.get("url.full") != nil })
  }

  @Test("the same seed gives the same traces; sampling away gives none")
  func determinism() throws {
    func text(_ spans: [SpanRecord]) -> String {
      OTLPRequest(spans, resource: [], version: "").json.jsonText
    }
    #expect(try text(spans(seed: 5)) == text(spans(seed: 5)))
    #expect(try text(spans(seed: 5)) != text(spans(seed: 6)))
    #expect(try spans(seed: 5, sampler: .alwaysOff).isEmpty)
  }
}
