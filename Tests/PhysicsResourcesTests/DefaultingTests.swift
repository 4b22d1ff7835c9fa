import APIMachinery
import JSON
import PhysicsResources
import Testing

@Suite("Defaulting")
struct DefaultingTests {
  @Test(
    "we default as the API server does with the generated schema",
    arguments: [
      ("spec.paused", nil),
      ("spec.paused", true),
      ("spec.scaling", ["minReplicas": 5]),
      ("spec.scaling", [:]),
      ("spec.scaling.maxReplicas", .null),
      ("spec.scaling.forecast.guide", ["horizon": "10m"]),
      ("spec.workload.probes.readiness", ["period": "7s"]),
      ("spec.workload.resources", ["limits": ["memory": "2Gi"]]),
      ("spec.rollout.steps", [["weight": 5], ["weight": 60, "hold": "Manual"]]),
      ("spec.rollout.analysis.queries", [["name": "q", "promQL": "up", "min": 1]]),
      ("spec.rollout.analysis.maxLatency.value", "500ms"),
      ("spec.metrics.prometheus.url", "http://prometheus:9090"),
      ("spec.workload.podTemplate", ["spec": ["priorityClassName": "high"]]),
    ] as [(String, JSONValue?)]
  )
  func sameAsServer(path: String, value: JSONValue?) throws {
    var object = Samples.minimal(with: value, at: path)
    if path.hasPrefix("spec.rollout.analysis.queries") {
      object.json["spec"]?["metrics"] = ["prometheus": ["url": "http://prometheus:9090"]]
    }
    let server = defaulted(object.json, by: CustomResourceDefinition.physicsAPISchema)
    let local = try PhysicsAPI(object: object)
    #expect(server["spec"] == local.spec.json)
    #expect(try PhysicsAPI(object: APIObject(server)).spec == local.spec)
  }

  @Test("null on a defaulted field means the default")
  func nullIsDefault() throws {
    let object = Samples.minimal(with: .null, at: "spec.scaling.maxReplicas")
    #expect(try PhysicsAPI(object: object).spec.scaling.maxReplicas == 20)
  }

  @Test("a spec survives being written and read")
  func roundTrip() throws {
    let steps: JSONValue = [["weight": 5, "hold": "Manual"]]
    let given = try PhysicsAPI(object: Samples.minimal(with: steps, at: "spec.rollout.steps"))
    #expect(PhysicsAPISpec.reading(given.spec.json) == given.spec)
  }

  @Test("the numbers of the guide are the defaults")
  func guideNumbers() {
    let spec = PhysicsAPISpec()
    #expect(spec.scaling.minReplicas == 3)
    #expect(spec.scaling.maxReplicas == 20)
    #expect(spec.scaling.targetCPUUtilization == 70)
    #expect(spec.scaling.targetMemoryUtilization == 80)
    #expect(spec.rollout.analysis.maxErrorRate == 0.05)
    #expect(spec.rollout.analysis.window == .seconds(300))
    #expect(spec.rollout.analysis.interval == .seconds(60))
    #expect(spec.rollout.drain == .seconds(60))
    #expect(spec.scaling.forecast.guide.requestsPerSecondPerReplica == 50)
  }

  @Test("a behavior that gives one direction keeps the guide's other direction")
  func behaviorDirections() {
    var scaling = ScalingSpec()
    scaling.behavior = ["scaleUp": ["stabilizationWindowSeconds": 60]]
    let filled = scaling.behaviorWithDefaults
    #expect(filled["scaleUp"] == ["stabilizationWindowSeconds": 60])
    #expect(filled["scaleDown"]?["stabilizationWindowSeconds"] == 300)
  }

  @Test("the workload stays recoverable as it was given, before defaults")
  func givenWorkload() throws {
    let object = Samples.minimal(with: 9_000, at: "spec.workload.port")
    let api = try PhysicsAPI(object: object)
    #expect(api.givenWorkload == ["image": .string(Samples.image), "port": 9_000])
  }
}
