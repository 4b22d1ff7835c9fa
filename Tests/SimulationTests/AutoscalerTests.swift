import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time

/// What `kubectl describe hpa` shows, in the words of the real controller.
@Suite("An autoscaler's account of itself")
struct AutoscalerTests {
  private static let cpu = "cpu resource utilization (percentage of request)"

  private func world(
    _ seed: UInt64,
    replicas: Int = 2,
    rate: Double,
    _ autoscaler: JSONValue = TestObjects.autoscaler()
  ) -> TestWorld {
    let world = TestWorld(seed: seed)
    world.install(TestObjects.deployment(replicas: replicas), .deployments)
    world.install(TestObjects.service(), .services)
    world.cluster.send(.constant(requestsPerSecond: rate), to: TestWorld.application)
    _ = world.run(atMost: 90) { world.readyReplicas("api-v1") == replicas }
    world.install(autoscaler, .horizontalPodAutoscalers)
    return world
  }

  private func conditions(_ world: TestWorld) -> [String] {
    let status = world.object(.horizontalPodAutoscalers, "api")?.status
    return (status?["conditions"]?.arrayValue ?? []).map { condition in
      ["type", "status", "reason", "message"].map { condition[$0]?.stringValue ?? "" }
        .joined(separator: " | ")
    }
  }

  private func events(_ world: TestWorld) -> [String] {
    world.objects.list(.coreEvents, namespace: "default").filter {
      $0.json["involvedObject"]?["kind"] == "HorizontalPodAutoscaler"
    }.map { event in
      ["type", "reason", "message"].map { event.json[$0]?.stringValue ?? "" }
        .joined(separator: " | ")
    }
  }

  @Test("at rest it is able, active and not limited")
  func rest() {
    let world = world(401, rate: 130)
    world.run(seconds: 420)
    #expect(
      conditions(world) == [
        "AbleToScale | True | ReadyForNewScale | recommended size matches current size",
        "ScalingActive | True | ValidMetricFound | the HPA was able to successfully calculate a "
          + "replica count from \(Self.cpu)",
        "ScalingLimited | False | DesiredWithinRange | the desired count is within the acceptable "
          + "range",
      ]
    )
    #expect(events(world).isEmpty)
  }

  @Test("it names the metric that made it grow, and the limit that stopped it")
  func growth() {
    let world = world(402, rate: 190, TestObjects.autoscaler(min: 2, max: 3))
    #expect(
      world.run(atMost: 420) { world.object(.deployments, "api-v1")?.spec["replicas"] == 3 }
    )
    #expect(
      events(world) == [
        "Normal | SuccessfulRescale | New size: 3; reason: \(Self.cpu) above target"
      ]
    )
    let after = conditions(world)
    #expect(
      after.first
        == "AbleToScale | True | SucceededRescale | the HPA controller was able to update the "
        + "target scale to 3"
    )
    world.cluster.send(.constant(requestsPerSecond: 420), to: TestWorld.application)
    world.run(seconds: 420)
    #expect(
      conditions(world).last
        == "ScalingLimited | True | TooManyReplicas | the desired replica count is more than the "
        + "maximum replica count"
    )
  }

  @Test("it shrinks for want of load only after the window, and says which it waits for")
  func shrinking() {
    let world = world(403, replicas: 4, rate: 20)
    world.run(seconds: 60)
    #expect(world.object(.deployments, "api-v1")?.spec["replicas"] == 4)
    #expect(
      conditions(world).first
        == "AbleToScale | True | ScaleDownStabilized | recent recommendations were higher than "
        + "current one, applying the highest recent recommendation"
    )
    world.run(seconds: 300)
    #expect(
      events(world) == [
        "Normal | SuccessfulRescale | New size: 2; reason: All metrics below target"
      ]
    )
    #expect(
      conditions(world).last
        == "ScalingLimited | True | TooFewReplicas | the desired replica count is less than the "
        + "minimum replica count"
    )
  }

  @Test(
    "replicas outside the bounds are brought back in one step, without a look at metrics",
    arguments: [
      (replicas: 2, min: 5, max: 8, size: 5, reason: "below Spec.MinReplicas"),
      (replicas: 4, min: 1, max: 2, size: 2, reason: "above Spec.MaxReplicas"),
    ]
  )
  func bounds(replicas: Int, min: Int, max: Int, size: Int, reason: String) {
    let world = world(404, replicas: replicas, rate: 40, TestObjects.autoscaler(min: min, max: max))
    world.run(seconds: 16)
    #expect(
      events(world) == [
        "Normal | SuccessfulRescale | New size: \(size); reason: Current number of replicas "
          + reason
      ]
    )
    let status = world.object(.horizontalPodAutoscalers, "api")?.status
    #expect(status?["desiredReplicas"]?.intValue == size)
    #expect(status?["currentReplicas"]?.intValue == replicas)
  }

  @Test("metrics that nobody serves are named, with the error that a real cluster gives")
  func failing() {
    var autoscaler = TestObjects.autoscaler()
    autoscaler["spec"]?["metrics"] = [
      [
        "type": "Pods",
        "pods": [
          "metric": ["name": "http_requests_per_second"],
          "target": ["type": "AverageValue", "averageValue": "50"],
        ],
      ]
    ]
    let world = world(405, rate: 40, autoscaler)
    world.run(seconds: 16)
    let error =
      "unable to get metric http_requests_per_second: unable to fetch metrics from custom metrics "
      + "API: no custom metrics API (custom.metrics.k8s.io) registered"
    #expect(
      conditions(world) == [
        "AbleToScale | True | SucceededGetScale | the HPA controller was able to get the target's "
          + "current scale",
        "ScalingActive | False | FailedGetPodsMetric | the HPA was unable to compute the replica "
          + "count: \(error)",
      ]
    )
    #expect(
      events(world).sorted() == [
        "Warning | FailedComputeMetricsReplicas | invalid metrics (1 invalid out of 1), first "
          + "error is: failed to get pods metric value: \(error)",
        "Warning | FailedGetPodsMetric | \(error)",
      ]
    )
    #expect(world.object(.deployments, "api-v1")?.spec["replicas"] == 2)
  }

  @Test("a target with no replicas is left alone")
  func disabled() {
    let world = world(406, rate: 40)
    world.change(.deployments, "api-v1") { $0.json["spec"]?["replicas"] = 0 }
    world.run(seconds: 60)
    #expect(world.object(.deployments, "api-v1")?.spec["replicas"] == 0)
    #expect(
      conditions(world).contains(
        "ScalingActive | False | ScalingDisabled | scaling is disabled since the replica count of "
          + "the target is zero"
      )
    )
  }

  @Test("a target that does not exist is named")
  func missingTarget() {
    let world = TestWorld(seed: 407)
    world.install(TestObjects.autoscaler(), .horizontalPodAutoscalers)
    world.run(seconds: 20)
    let problem = "deployments/scale.apps \"api-v1\" not found"
    #expect(
      conditions(world) == [
        "AbleToScale | False | FailedGetScale | the HPA controller was unable to get the target's "
          + "current scale: \(problem)"
      ]
    )
    #expect(events(world) == ["Warning | FailedGetScale | \(problem)"])
  }
}
