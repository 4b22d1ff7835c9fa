import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time

@Suite("Deployments as a cluster rolls them out")
struct DeploymentTests {
  private static let revision = "deployment.kubernetes.io/revision"

  private func world(
    _ seed: UInt64,
    replicas: Int = 3,
    _ edit: (inout JSONValue) -> Void = { _ in }
  ) -> TestWorld {
    let world = TestWorld(seed: seed)
    var deployment = TestObjects.deployment(replicas: replicas, preStop: 0)
    if var spec = deployment["spec"] {
      edit(&spec)
      deployment["spec"] = spec
    }
    world.install(deployment, .deployments)
    _ = world.run(atMost: 120) { world.readyReplicas("api-v1") == replicas }
    return world
  }

  private func setImage(_ image: JSONValue, _ world: TestWorld) {
    world.change(.deployments, "api-v1") { object in
      var containers = object.spec["template"]?["spec"]?["containers"]?.arrayValue ?? []
      containers[0]["image"] = image
      object.json["spec"]?["template"]?["spec"]?["containers"] = .array(containers)
    }
  }

  private func replicaSets(_ world: TestWorld) -> [APIObject] {
    world.objects.list(.replicaSets).sorted {
      ($0.annotation(Self.revision) ?? "") < ($1.annotation(Self.revision) ?? "")
    }
  }

  private func progress(_ world: TestWorld) -> JSONValue? {
    world.object(.deployments, "api-v1")?.status["conditions"]?.arrayValue?
      .first { $0["type"] == "Progressing" }
  }

  @Test(
    "each template gets a ReplicaSet with the next revision, and going back moves the old one to the front"
  )
  func revisions() throws {
    let world = world(101)
    setImage("example.org/api:2.0.0", world)
    world.run(seconds: 180)
    #expect(replicaSets(world).map { $0.annotation(Self.revision) } == ["1", "2"])
    let generation = try #require(world.object(.deployments, "api-v1")?.generation)
    #expect(world.object(.deployments, "api-v1")?.annotation(Self.revision) == "2")
    #expect(generation == 2, "noting the revision is no change of the specification")
    setImage("example.org/api:1.0.0", world)
    world.run(seconds: 180)
    let sets = replicaSets(world)
    #expect(sets.map { $0.annotation(Self.revision) } == ["2", "3"])
    #expect(sets[1].annotation("deployment.kubernetes.io/revision-history") == "1")
    #expect(sets.map { $0.spec["replicas"]?.intValue } == [0, 3])
    let hash = sets[1].label("pod-template-hash")
    #expect(Set(world.pods().map { $0.label("pod-template-hash") }) == [hash])
  }

  @Test("old ReplicaSets beyond the history limit are deleted once the rollout is complete")
  func historyLimit() {
    let world = world(102) { $0["revisionHistoryLimit"] = 1 }
    for version in 2...4 {
      setImage("example.org/api:\(version).0.0", world)
      world.run(seconds: 180)
    }
    #expect(replicaSets(world).map { $0.annotation(Self.revision) } == ["3", "4"])
  }

  @Test("a paused Deployment scales but does not roll, and says so")
  func paused() {
    let world = world(103)
    world.change(.deployments, "api-v1") { $0.json["spec"]?["paused"] = true }
    setImage("example.org/api:2.0.0", world)
    world.change(.deployments, "api-v1") { $0.json["spec"]?["replicas"] = 5 }
    world.run(seconds: 60)
    #expect(replicaSets(world).map { $0.spec["replicas"]?.intValue } == [5])
    #expect(progress(world)?["reason"] == "DeploymentPaused")
    #expect(progress(world)?["message"] == "Deployment is paused")
    world.change(.deployments, "api-v1") { $0.json["spec"]?["paused"] = nil }
    world.run(seconds: 240)
    #expect(replicaSets(world).map { $0.spec["replicas"]?.intValue } == [0, 5])
    #expect(progress(world)?["reason"] == "NewReplicaSetAvailable")
  }

  @Test("Recreate has no new pod before the last old one is gone")
  func recreates() {
    let world = world(104) { $0["strategy"] = ["type": "Recreate"] }
    setImage("example.org/api:2.0.0", world)
    var images: [Set<String>] = []
    for _ in 0..<120 {
      world.run(seconds: 1)
      images.append(
        Set(world.pods().compactMap { $0.spec["containers"]?[0]?["image"]?.stringValue })
      )
    }
    #expect(images.allSatisfy { $0.count <= 1 })
    #expect(images.last == ["example.org/api:2.0.0"])
    #expect(images.contains([]))
  }

  @Test("scaled in mid-rollout, old and new grow in proportion")
  func proportional() {
    let world = world(105, replicas: 10) {
      $0["strategy"] = [
        "type": "RollingUpdate", "rollingUpdate": ["maxSurge": 3, "maxUnavailable": 2],
      ]
    }
    setImage("example.org/api:2.0.0-neverready", world)
    world.run(seconds: 30)
    #expect(replicaSets(world).map { $0.spec["replicas"]?.intValue } == [8, 5])
    world.change(.deployments, "api-v1") { $0.json["spec"]?["replicas"] = 15 }
    world.run(seconds: 5)
    #expect(replicaSets(world).map { $0.spec["replicas"]?.intValue } == [11, 7])
  }

  @Test("a pod is available only after minReadySeconds")
  func minReady() {
    let world = world(106) { $0["minReadySeconds"] = 20 }
    let ready = world.clock.timestamp
    #expect(world.object(.deployments, "api-v1")?.status["availableReplicas"]?.intValue ?? 0 < 3)
    #expect(
      world.run(atMost: 60) {
        world.object(.deployments, "api-v1")?.status["availableReplicas"] == 3
      }
    )
    #expect(world.clock.timestamp - ready >= .seconds(15))
  }

  @Test(
    "unavailableReplicas counts what the ReplicaSets want and do not have, and is absent at zero"
  )
  func unavailable() {
    let world = TestWorld(seed: 107)
    world.install(TestObjects.deployment(), .deployments)
    world.run(seconds: 3)
    #expect(world.object(.deployments, "api-v1")?.status["unavailableReplicas"] == 3)
    world.run(seconds: 60)
    #expect(world.object(.deployments, "api-v1")?.status["unavailableReplicas"] == nil)
  }

  @Test("a ReplicaSet left by an orphaning deletion is adopted again, with its pods")
  func adoption() throws {
    let world = world(108)
    let pods = Set(world.pods().map(\.uid))
    let key = ObjectKey(namespace: "default", name: "api-v1")
    try world.objects.delete(.deployments, key, DeletionRequest(propagation: .orphan))
    world.run(seconds: 5)
    #expect(world.object(.deployments, "api-v1") == nil)
    #expect(replicaSets(world).map { $0.ownerReferences.count } == [0])
    world.install(TestObjects.deployment(preStop: 0), .deployments)
    world.run(seconds: 30)
    let deployment = try #require(world.object(.deployments, "api-v1"))
    #expect(replicaSets(world).map { $0.controllerOwner?.uid } == [deployment.uid])
    #expect(Set(world.pods().map(\.uid)) == pods)
  }

  @Test("a pod that loses its labels is let go and replaced, and one that fits is adopted")
  func podAdoption() throws {
    let world = world(109)
    let stray = try #require(world.pods().first)
    world.change(.pods, stray.name) { $0.metadata["labels"] = ["debug": "yes"] }
    #expect(world.run(atMost: 60) { world.readyReplicas("api-v1") == 3 && world.pods().count == 3 })
    #expect(world.object(.pods, stray.name)?.ownerReferences.isEmpty == true)
  }

  @Test("another's ReplicaSet under the name that the hash gives raises the collision count")
  func collision() throws {
    let world = world(110)
    let first = try #require(replicaSets(world).first)
    var rival = first.json
    rival["metadata"] = ["name": .string(first.name), "namespace": "default", "labels": ["a": "b"]]
    rival["spec"]?["selector"] = ["matchLabels": ["a": "b"]]
    rival["spec"]?["template"]?["metadata"]?["labels"] = ["a": "b"]
    rival["spec"]?["replicas"] = 0
    rival["status"] = nil
    try world.objects.delete(.deployments, ObjectKey(namespace: "default", name: "api-v1"))
    world.run(seconds: 60)
    world.install(rival, .replicaSets)
    world.install(TestObjects.deployment(preStop: 0), .deployments)
    #expect(world.run(atMost: 90) { world.readyReplicas("api-v1") == 3 })
    let deployment = try #require(world.object(.deployments, "api-v1"))
    #expect(deployment.status["collisionCount"] == 1)
    #expect(world.object(.replicaSets, first.name)?.label("a") == "b")
  }
}
