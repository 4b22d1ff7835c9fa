import JSON
import PhysicsResources
import Testing

/// A property without a field would be lost on its way to the API server, and nothing else would notice.
@Suite("Field lists")
struct FieldListTests {
  @Test("every property of the spec is a field", arguments: specTypes)
  func spec(type: any SchemaDescribed.Type) {
    #expect(Self.properties(of: type) == Self.fields(of: type))
  }

  @Test("every property of the status is a field", arguments: statusTypes)
  func status(type: any SchemaDescribed.Type) {
    #expect(Self.properties(of: type) == Self.fields(of: type))
  }

  private static let specTypes: [any SchemaDescribed.Type] = [
    PhysicsAPISpec.self, WorkloadSpec.self, ProbesSpec.self, ProbeTiming.self, MountSpec.self,
    ServiceSpec.self, RoutingSpec.self, GatewayAPISpec.self, IngressSpec.self, TraefikSpec.self,
    ScalingSpec.self, ForecastSpec.self, GuideSpec.self, RolloutSpec.self, StepSpec.self,
    BlueGreenSpec.self, AnalysisSpec.self, LatencyLimit.self, ComparisonSpec.self,
    QuerySpec.self, MetricsSpec.self, MetricsTLSSpec.self, PrometheusSpec.self, MetricNames.self,
  ]

  private static let statusTypes: [any SchemaDescribed.Type] = [
    PhysicsAPIStatus.self, StableStatus.self, CanaryStatus.self, TrafficStatus.self,
    AnalysisStatus.self, CheckStatus.self,
    ForecastStatus.self, PauseStatus.self, WaitStatus.self,
    RolloutFloor.self, RejectedRevision.self, RolloutRecord.self,
  ]

  private static func properties<Described: SchemaDescribed>(of _: Described.Type) -> [String] {
    Mirror(reflecting: Described()).children.compactMap(\.label).sorted()
  }

  private static func fields<Described: SchemaDescribed>(of _: Described.Type) -> [String] {
    Described.schema(initial: nil)["properties"]?.objectValue?.keys.sorted() ?? []
  }
}
