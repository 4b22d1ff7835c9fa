import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time

@Suite("The simulated cluster")
struct ClusterTests {
  private func world(seed: UInt64, _ deployment: JSONValue) -> TestWorld {
    let world = TestWorld(seed: seed)
    world.install(deployment, .deployments)
    world.install(TestObjects.service(), .services)
    return world
  }

  private func condition(_ object: APIObject?, _ type: String) -> JSONValue? {
    object?.status["conditions"]?.arrayValue?.first { $0["type"]?.stringValue == type }
  }

  @Test("a Deployment becomes available, with addresses and endpoints", arguments: [1, 2, 3])
  func becomesAvailable(seed: UInt64) throws {
    let world = world(seed: seed, TestObjects.deployment())
    #expect(world.run(atMost: 60) { world.readyReplicas("api-v1") == 3 }, "seed \(seed)")
    world.run(seconds: 3)
    let deployment = try #require(world.object(.deployments, "api-v1"))
    #expect(condition(deployment, "Available")?["status"] == "True")
    #expect(condition(deployment, "Progressing")?["reason"] == "NewReplicaSetAvailable")
    #expect(deployment.status["observedGeneration"]?.intValue == deployment.generation)
    #expect(deployment.status["availableReplicas"] == 3)
    #expect(Set(world.pods().compactMap { $0.status["podIP"]?.stringValue }).count == 3)
    let slice = try #require(world.objects.list(.endpointSlices).first)
    #expect(slice.label("kubernetes.io/service-name") == "api")
    #expect(slice.label("team") == "physics")
    #expect(slice.json["endpoints"]?.arrayValue?.count == 3)
    #expect(slice.json["endpoints"]?[0]?["conditions"]?["ready"] == true)
    #expect(slice.json["ports"]?[0]?["port"] == 8000)
  }

  @Test("a cluster at rest writes nothing")
  func restsInSilence() {
    let world = world(seed: 4, TestObjects.deployment())
    world.install(TestObjects.budget(), .podDisruptionBudgets)
    world.install(TestObjects.route([("api", 100)]), .httpRoutes)
    world.run(seconds: 120)
    let before = world.journal.count
    world.run(seconds: 600)
    #expect(Array(world.journal.all.dropFirst(before)) == [])
  }

  private func history(seed: UInt64) -> [String] {
    let world = world(seed: seed, TestObjects.deployment())
    world.install(TestObjects.autoscaler(), .horizontalPodAutoscalers)
    world.cluster.send(
      .ramp(from: 20, to: 400, after: .zero, over: .seconds(300)),
      to: TestWorld.application
    )
    world.run(seconds: 300)
    return world.journal.all
  }

  @Test("one seed writes one history, another seed another")
  func replays() {
    let first = history(seed: 5)
    #expect(first == history(seed: 5), "seed 5")
    #expect(first != history(seed: 6))
  }

  @Test("a new template replaces pods one by one without falling below the replicas")
  func rollsOver() {
    let world = world(seed: 7, TestObjects.deployment())
    world.run(seconds: 60)
    world.change(.deployments, "api-v1") { object in
      object.json["spec"]?["template"]?["spec"]?["terminationGracePeriodSeconds"] = 50
    }
    var fewest = 3
    var most = 0
    for _ in 0..<300 {
      world.run(seconds: 1)
      fewest = min(fewest, world.readyReplicas("api-v1"))
      most = max(most, world.object(.deployments, "api-v1")?.status["replicas"]?.intValue ?? 0)
    }
    let updated = world.object(.deployments, "api-v1")?.status["updatedReplicas"]
    #expect(fewest == 3)
    #expect(most == 4)
    #expect(updated == 3)
    #expect(world.pods().count == 3)
  }

  @Test(
    "a bad image shows as the kubelet shows it",
    arguments: [
      ("1.0-crashloop", "CrashLoopBackOff", 1), ("1.0-pullerror", "ImagePullBackOff", nil),
      ("1.0-neverready", nil, nil), ("1.0-oom", "CrashLoopBackOff", 137),
    ] as [(String, String?, Int?)]
  )
  func badImages(tag: String, waiting: String?, exitCode: Int?) throws {
    let image = "example.org/api:\(tag)"
    let world = world(seed: 8, TestObjects.deployment(image: image, replicas: 1))
    var reasons: Set<String> = []
    var exitCodes: Set<Int> = []
    for _ in 0..<120 {
      world.run(seconds: 1)
      let status = world.pods().first?.status["containerStatuses"]?[0]
      if let reason = status?["state"]?["waiting"]?["reason"]?.stringValue {
        reasons.insert(reason)
      }
      if let code = status?["lastState"]?["terminated"]?["exitCode"]?.intValue {
        exitCodes.insert(code)
      }
    }
    #expect(waiting.map(reasons.contains) ?? (reasons == ["ContainerCreating"]))
    #expect(exitCodes == Set(exitCode.map { [$0] } ?? []))
    if exitCode != nil {
      let restarts = world.pods().first?.status["containerStatuses"]?[0]?["restartCount"]?.intValue
      #expect(try #require(restarts) >= 1)
    }
  }

  @Test("a Deployment that makes no progress says so after its deadline, not before")
  func progressDeadline() {
    let world = world(
      seed: 9,
      TestObjects.deployment(image: "api:1-neverready", replicas: 2, progressDeadline: 120)
    )
    world.run(seconds: 115)
    let early = condition(world.object(.deployments, "api-v1"), "Progressing")
    #expect(early?["reason"] == "ReplicaSetUpdated")
    world.run(seconds: 20)
    let late = condition(world.object(.deployments, "api-v1"), "Progressing")
    #expect(late?["reason"] == "ProgressDeadlineExceeded")
    #expect(late?["status"] == "False")
  }

  @Test("pods without room stay pending as unschedulable, and start when room comes")
  func unschedulable() {
    var settings = ClusterSettings(seed: 10)
    settings.nodeCount = 1
    settings.nodeCores = 2
    let world = TestWorld(settings)
    world.install(TestObjects.deployment(replicas: 5), .deployments)
    world.run(seconds: 60)
    let pending = world.pods().filter { $0.status["phase"] == "Pending" }
    #expect(pending.count == 1)
    let scheduled = condition(pending.first, "PodScheduled")
    #expect(scheduled?["status"] == "False")
    #expect(scheduled?["reason"] == "Unschedulable")
    world.change(.deployments, "api-v1") { $0.json["spec"]?["replicas"] = 4 }
    world.run(seconds: 60)
    #expect(world.pods().count == 4)
    #expect(world.readyReplicas("api-v1") == 4)
  }

  @Test("a deleted pod leaves through its pre-stop sleep and is replaced")
  func gracefulEnd() throws {
    let world = world(seed: 11, TestObjects.deployment())
    world.run(seconds: 60)
    let victim = try #require(world.pods().first)
    try world.objects.delete(.pods, victim.key)
    world.run(seconds: 14)
    #expect(world.pods().contains { $0.name == victim.name && $0.isBeingDeleted })
    world.run(seconds: 6)
    #expect(!world.pods().contains { $0.name == victim.name })
    #expect(world.run(atMost: 60) { world.readyReplicas("api-v1") == 3 })
  }

  @Test("an autoscaler follows the load up and down again, and shows its metrics")
  func autoscales() {
    let world = world(seed: 12, TestObjects.deployment(replicas: 2))
    world.install(TestObjects.autoscaler(), .horizontalPodAutoscalers)
    world.cluster.send(
      .steps([
        .init(after: .zero, requestsPerSecond: 20),
        .init(after: .seconds(300), requestsPerSecond: 350),
        .init(after: .seconds(900), requestsPerSecond: 20),
      ]),
      to: TestWorld.application
    )
    world.run(seconds: 300)
    #expect(world.object(.deployments, "api-v1")?.spec["replicas"] == 2)
    world.run(seconds: 420)
    let high = world.object(.deployments, "api-v1")?.spec["replicas"]?.intValue ?? 0
    // 350 requests at 5 ms are 1.75 cores; at 70 % of 500m each that is 5 pods, and a tenth of tolerance.
    #expect((5...7).contains(high), "\(high) replicas")
    let status = world.object(.horizontalPodAutoscalers, "api")?.status
    let current = status?["currentMetrics"]?[0]?["resource"]?["current"]
    #expect((45...80).contains(current?["averageUtilization"]?.intValue ?? 0))
    #expect(status?["desiredReplicas"]?.intValue == high)
    world.run(seconds: 900)
    #expect(world.object(.deployments, "api-v1")?.spec["replicas"] == 2)
  }

  @Test("a budget counts what may be evicted, and a drain keeps to it")
  func drains() {
    let world = world(seed: 13, TestObjects.deployment(replicas: 6))
    world.install(TestObjects.budget(maxUnavailable: 1), .podDisruptionBudgets)
    world.run(seconds: 60)
    #expect(world.object(.podDisruptionBudgets, "api")?.status["disruptionsAllowed"] == 1)
    world.cluster.drain(node: "node-1")
    var fewest = 6
    for _ in 0..<300 {
      world.run(seconds: 1)
      let ready = world.pods().filter { !$0.isBeingDeleted }.count { pod in
        condition(pod, "Ready")?["status"] == "True"
      }
      fewest = min(fewest, ready)
    }
    #expect(fewest == 5)
    #expect(world.readyReplicas("api-v1") == 6)
    #expect(!world.pods().contains { $0.spec["nodeName"] == "node-1" })
  }

  @Test("a lost node's pods look ready for 40 s and are replaced after five minutes")
  func losesNode() {
    let world = world(seed: 14, TestObjects.deployment())
    world.run(seconds: 60)
    world.cluster.lose(node: "node-2")
    world.run(seconds: 30)
    #expect(world.readyReplicas("api-v1") == 3)
    world.run(seconds: 20)
    #expect(world.readyReplicas("api-v1") == 2)
    world.run(seconds: 330)
    #expect(world.readyReplicas("api-v1") == 3)
    let left = world.pods().filter { $0.spec["nodeName"] == "node-2" }
    #expect(left.allSatisfy { $0.isBeingDeleted }, "only the kubelet could end them")
  }

  @Test("a route is accepted for its generation, and its references are resolved when they exist")
  func acceptsRoutes() {
    let world = world(seed: 15, TestObjects.deployment())
    world.install(TestObjects.route([("api", 90), ("ghost", 10)]), .httpRoutes)
    world.run(seconds: 5)
    let route = world.object(.httpRoutes, "api")
    let conditions = route?.status["parents"]?[0]?["conditions"]
    #expect(conditions?[0]?["type"] == "Accepted")
    #expect(conditions?[0]?["observedGeneration"]?.intValue == route?.generation)
    #expect(conditions?[1]?["reason"] == "BackendNotFound")
    world.install(TestObjects.service("ghost"), .services)
    world.run(seconds: 5)
    let later = world.object(.httpRoutes, "api")?.status["parents"]?[0]?["conditions"]
    #expect(later?[1]?["status"] == "True")
  }

  @Test("deleting the Deployment takes its ReplicaSet and pods along")
  func collectsGarbage() throws {
    let world = world(seed: 16, TestObjects.deployment())
    world.run(seconds: 60)
    try world.objects.delete(.deployments, ObjectKey(namespace: "default", name: "api-v1"))
    world.run(seconds: 60)
    #expect(world.pods() == [])
    #expect(world.objects.list(.replicaSets) == [])
  }
}
