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
    arguments: [
      "first-release-gateway", "first-release-pod-ratio", "first-release-pod-template",
    ]
  )
  func untouched(name: String) throws {
    let observation = try Self.observation(name)
    let plan = Planning.plan(observation)
    #expect(plan.actions.map(\.id) == [])
    #expect(plan.status == observation.resource.status)
    #expect(!plan.mustJournal)
    #expect(plan.events.isEmpty)
  }

  @Test(
    "does not roll because more of its content counts today, whatever that content is",
    arguments: [ConfigMapContent.missing, .unknown, .found(proxySettings), .unreadable("denied")],
    [SecretContent.missing, .unknown, .digest("1"), .unreadable("denied")]
  )
  func oldIdentity(configMap: ConfigMapContent, secret: SecretContent) throws {
    var observation = try Self.observation("first-release-pod-template")
    observation.configMaps = ["proxy-settings": configMap, "proxy-files": configMap]
    observation.secrets = ["db": secret]
    let plan = Planning.plan(observation)
    #expect(plan.actions.map(\.id) == [])
    #expect(plan.status == observation.resource.status)
    #expect(
      plan.warnings.first
        == "revision 8ec26062 was made by an older operator: changes of the ConfigMaps that "
        + "spec.workload.podTemplate reads and of trackSecrets roll out from the next revision on"
    )
  }

  private static let proxySettings: APIObject = {
    var object = APIObject(.configMaps, ObjectKey(namespace: "shop", name: "proxy-settings"))
    object.json["data"] = ["level": "info"]
    return object
  }()

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
