import APIMachinery
import FoundationEssentials
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("A service that an older release left behind")
struct FixtureTests {
  private static func observation(_ name: String) throws -> Observation {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let data = try Data(contentsOf: URL(filePath: "/\(folder)/Fixtures/\(name).json"))
    let json = try JSONValue(parsing: Array(data))
    var children = ObservedChildren()
    for object in (json["items"]?.arrayValue ?? []).map(APIObject.init) {
      let types: [ResourceType] = [
        .deployments, .services, .horizontalPodAutoscalers, .podDisruptionBudgets,
        .controllerRevisions, .configMaps, .httpRoutes, .endpointSlices, .pods,
      ]
      if let type = types.first(where: { $0.kind == object.kind }) { children[type].append(object) }
    }
    return Observation(
      now: Timestamp(epochSeconds: 1_900_000_000),
      resource: try PhysicsAPI(object: APIObject(json["resource"] ?? [:])),
      children: children,
      capabilities: Capabilities(hasGatewayAPI: true, hasCustomMetrics: false)
    )
  }

  @Test(
    "is left exactly as it is",
    arguments: ["first-release-gateway", "first-release-pod-ratio"]
  )
  func untouched(name: String) throws {
    let observation = try Self.observation(name)
    let plan = Planning.plan(observation)
    #expect(plan.actions.map(\.id) == [])
    #expect(plan.status == observation.resource.status)
    #expect(!plan.mustJournal)
    #expect(plan.events.isEmpty)
  }

  @Test("still answers a new image with a canary")
  func stillWorks() throws {
    var observation = try Self.observation("first-release-gateway")
    observation.resource.spec.workload.image = World.image2
    let kinds = Planning.plan(observation).actions.map { "\($0.verb.rawValue) \($0.type.kind)" }
    #expect(
      kinds == [
        "create ControllerRevision", "create Deployment", "create HorizontalPodAutoscaler",
        "create PodDisruptionBudget", "apply Service",
      ]
    )
  }
}
