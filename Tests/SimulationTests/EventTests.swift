import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time

@Suite("Events as kubectl describe shows them")
struct EventTests {
  private func events(_ world: TestWorld, about name: String? = nil) -> [APIObject] {
    world.objects.list(.coreEvents, namespace: "default").filter {
      name == nil || $0.json["involvedObject"]?["name"]?.stringValue == name
    }
  }

  private func texts(_ events: [APIObject]) -> [String] {
    events.map { event in
      let reason = event.json["reason"]?.stringValue ?? ""
      return "\(reason): \(event.json["message"]?.stringValue ?? "")"
    }.sorted()
  }

  @Test("a pod's way from the scheduler to its start is told step by step")
  func podStart() throws {
    let world = TestWorld(seed: 201)
    world.install(TestObjects.deployment(replicas: 1), .deployments)
    world.run(seconds: 60)
    let pod = try #require(world.pods().first)
    let node = try #require(pod.spec["nodeName"]?.stringValue)
    let told = events(world, about: pod.name)
    let byReason = Dictionary(told.map { ($0.json["reason"]?.stringValue ?? "", $0) }) { $1 }
    #expect(
      byReason["Scheduled"]?.json["message"]
        == .string("Successfully assigned default/\(pod.name) to \(node)")
    )
    #expect(byReason["Scheduled"]?.json["reportingComponent"] == "default-scheduler")
    #expect(byReason["Scheduled"]?.json["eventTime"] != nil)
    #expect(byReason["Pulling"]?.json["message"] == "Pulling image \"example.org/api:1.0.0\"")
    #expect(byReason["Created"]?.json["message"] == "Created container: api")
    #expect(byReason["Started"]?.json["message"] == "Started container api")
    let started = try #require(byReason["Started"])
    #expect(started.json["involvedObject"]?["fieldPath"] == "spec.containers{api}")
    #expect(started.json["source"] == ["component": "kubelet", "host": .string(node)])
    #expect(started.json["firstTimestamp"] == started.json["lastTimestamp"])
    #expect(started.json["count"] == 1)
  }

  @Test("what happens again counts up instead of being told anew")
  func counting() throws {
    let world = TestWorld(seed: 202)
    world.install(TestObjects.deployment(image: "api:1-neverready", replicas: 1), .deployments)
    world.run(seconds: 60)
    let unhealthy = events(world).filter { $0.json["reason"] == "Unhealthy" }
    #expect(unhealthy.count == 1)
    let event = try #require(unhealthy.first)
    #expect(
      event.json["message"] == "Readiness probe failed: HTTP probe failed with statuscode: 503"
    )
    #expect(event.json["count"]?.intValue ?? 0 > 5)
    #expect(event.json["firstTimestamp"] != event.json["lastTimestamp"])
  }

  @Test("a component tells no more than 25 events about one object at once")
  func spam() throws {
    let world = TestWorld(seed: 203)
    world.install(TestObjects.deployment(image: "api:1-neverready", replicas: 1), .deployments)
    world.run(seconds: 1_200)
    let total = events(world).filter { $0.json["source"]?["component"] == "kubelet" }
      .reduce(0) { $0 + ($1.json["count"]?.intValue ?? 0) }
    #expect((26...29).contains(total), "\(total) events in 20 minutes")
  }

  @Test("an event is gone an hour after it was last written")
  func timeToLive() {
    let world = TestWorld(seed: 204)
    world.install(TestObjects.deployment(), .deployments)
    world.run(seconds: 120)
    #expect(events(world).count > 10)
    world.run(seconds: 3_600)
    #expect(events(world) == [])
  }

  @Test("scaling and rolling are told of the Deployment, pods of their ReplicaSet")
  func rollout() throws {
    let world = TestWorld(seed: 205)
    world.install(TestObjects.deployment(replicas: 1, preStop: 0), .deployments)
    world.run(seconds: 60)
    let first = try #require(world.objects.list(.replicaSets).first)
    let pod = try #require(world.pods().first)
    world.change(.deployments, "api-v1") {
      $0.json["spec"]?["template"]?["spec"]?["terminationGracePeriodSeconds"] = 50
    }
    world.run(seconds: 120)
    let second = try #require(world.objects.list(.replicaSets).first { $0.uid != first.uid })
    #expect(
      texts(events(world, about: "api-v1"))
        == [
          "ScalingReplicaSet: Scaled down replica set \(first.name) from 1 to 0",
          "ScalingReplicaSet: Scaled up replica set \(first.name) from 0 to 1",
          "ScalingReplicaSet: Scaled up replica set \(second.name) from 0 to 1",
        ].sorted()
    )
    #expect(
      texts(events(world, about: first.name)) == [
        "SuccessfulCreate: Created pod: \(pod.name)", "SuccessfulDelete: Deleted pod: \(pod.name)",
      ]
    )
    #expect(texts(events(world, about: pod.name)).contains("Killing: Stopping container api"))
  }

  @Test(
    "a bad image is told as the kubelet tells it",
    arguments: [
      ("api:1-pullerror", "Failed: Error: ErrImagePull"),
      ("api:1-pullerror", "BackOff: Back-off pulling image \"api:1-pullerror\""),
      ("api:1-pullerror", "Failed: Error: ImagePullBackOff"),
      ("api:1-crashloop", "BackOff: Back-off restarting failed container api in pod POD"),
      ("api:1-crashloop", "Pulled: Container image \"api:1-crashloop\" already present on machine"),
    ]
  )
  func badImages(image: String, text: String) throws {
    let world = TestWorld(seed: 206)
    world.install(TestObjects.deployment(image: image, replicas: 1), .deployments)
    world.run(seconds: 90)
    let pod = try #require(world.pods().first)
    let wanted = text.replacingPOD(by: "\(pod.name)_default(\(pod.uid))")
    #expect(texts(events(world, about: pod.name)).contains(wanted))
  }
}

extension String {
  fileprivate func replacingPOD(by identity: String) -> String {
    hasSuffix("POD") ? dropLast(3) + identity : self
  }
}
