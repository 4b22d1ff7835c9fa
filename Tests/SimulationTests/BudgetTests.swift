import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time

@Suite("Disruption budgets in a living cluster")
struct BudgetTests {
  private func world(_ seed: UInt64, replicas: Int, _ spec: JSONValue) -> TestWorld {
    let world = TestWorld(seed: seed)
    world.install(TestObjects.deployment(replicas: replicas), .deployments)
    var budget = TestObjects.budget()
    budget["spec"] = spec
    budget["spec"]?["selector"] = ["matchLabels": TestObjects.labels("v1")]
    world.install(budget, .podDisruptionBudgets)
    _ = world.run(atMost: 90) { world.readyReplicas("api-v1") == replicas }
    world.run(seconds: 3)
    return world
  }

  private func status(_ world: TestWorld) -> JSONValue {
    world.object(.podDisruptionBudgets, "api")?.status ?? .null
  }

  @Test(
    "percentages are rounded up, a whole minimum counts the pods there are",
    arguments: [
      (spec: ["maxUnavailable": 1], replicas: 3, desired: 2, allowed: 1),
      (spec: ["maxUnavailable": "25%"], replicas: 3, desired: 2, allowed: 1),
      (spec: ["maxUnavailable": "34%"], replicas: 3, desired: 1, allowed: 2),
      (spec: ["maxUnavailable": "0%"], replicas: 3, desired: 3, allowed: 0),
      (spec: ["maxUnavailable": "100%"], replicas: 3, desired: 0, allowed: 3),
      (spec: ["minAvailable": "50%"], replicas: 3, desired: 2, allowed: 1),
      (spec: ["minAvailable": 2], replicas: 3, desired: 2, allowed: 1),
      (spec: ["minAvailable": 5], replicas: 3, desired: 5, allowed: 0),
    ] as [(spec: JSONValue, replicas: Int, desired: Int, allowed: Int)]
  )
  func rounding(spec: JSONValue, replicas: Int, desired: Int, allowed: Int) {
    let world = world(301, replicas: replicas, spec)
    let status = status(world)
    #expect(status["desiredHealthy"]?.intValue == desired)
    #expect(status["disruptionsAllowed"]?.intValue == allowed)
    #expect(status["expectedPods"]?.intValue == replicas)
    #expect(status["currentHealthy"]?.intValue == replicas)
    let condition = status["conditions"]?[0]
    #expect(condition?["type"] == "DisruptionAllowed")
    #expect(condition?["reason"] == (allowed > 0 ? "SufficientPods" : "InsufficientPods"))
    #expect(condition?["status"] == (allowed > 0 ? "True" : "False"))
  }

  @Test("pods that nobody manages make a relative budget expect nothing, and allow nothing")
  func unmanaged() {
    let world = TestWorld(seed: 302)
    world.install(
      [
        "apiVersion": "v1", "kind": "Pod",
        "metadata": [
          "name": "lonely", "namespace": "default", "labels": TestObjects.labels("v1"),
        ],
        "spec": ["containers": [["name": "api", "image": "api:1"]]],
      ],
      .pods
    )
    world.install(TestObjects.budget(maxUnavailable: 1), .podDisruptionBudgets)
    world.run(seconds: 60)
    #expect(status(world)["expectedPods"] == 0)
    #expect(status(world)["disruptionsAllowed"] == 0)
    #expect(status(world)["currentHealthy"] == 1)
  }

  @Test("a budget without pods says so in an event")
  func noPods() {
    let world = TestWorld(seed: 303)
    world.install(TestObjects.budget(), .podDisruptionBudgets)
    world.run(seconds: 3)
    let events = world.objects.list(.coreEvents).filter { $0.json["reason"] == "NoPods" }
    #expect(events.map { $0.json["message"] } == ["No matching pods found"])
  }

  @Test(
    "two evictions at once are one too many for a budget of one, and the second waits for the replacement"
  )
  func concurrentEvictions() throws {
    let world = world(304, replicas: 3, ["maxUnavailable": 1])
    let pods = world.pods()
    try world.objects.evict(pods[0].key)
    let refusal = #expect(throws: APIStatus.self) { try world.objects.evict(pods[1].key) }
    #expect(refusal?.code == 429)
    #expect(
      refusal?.causes.map(\.message)
        == ["The disruption budget api needs 2 healthy pods and has 3 currently"]
    )
    world.run(seconds: 2)
    #expect(status(world)["disruptionsAllowed"] == 0)
    #expect(status(world)["disruptedPods"] == nil, "the pod ends, so the note is gone")
    #expect(throws: APIStatus.self) { try world.objects.evict(pods[1].key) }
    world.run(seconds: 90)
    try world.objects.evict(pods[1].key)
  }
}
