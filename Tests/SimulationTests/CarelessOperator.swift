import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time

/// Writes under the operator's name into a world whose canary has 25 % of the traffic, and whose real operator has been stopped.
final class CarelessOperator {
  let run: JudgedRun
  let canary: String

  init(seed: UInt64) throws {
    run = try JudgedRun(seed: seed)
    try run.deploy()
    try run.roll(to: "v1.1.0")
    let (judged, key) = (run, DemoManifest.key)
    let isThere = run.world.run(atMost: .seconds(1_800)) {
      let route = judged.world.cluster.server.objects.get(.httpRoutes, key)
      let backends = route?.spec["rules"]?[0]?["backendRefs"]?.arrayValue ?? []
      return backends.contains { $0["weight"]?.intValue == 25 } && judged.status.canary != nil
    }
    try #require(isThere)
    run.world.run(for: .seconds(30))
    canary = try #require(run.status.canary).revision
    run.world.killOperator()
    run.bench.operatorStopped()
    try #require(run.bench.breaches == [])
  }

  var objects: ObjectAccess { run.world.cluster.server.objects.acting(as: Keys.manager) }

  func key(_ suffix: String) -> ObjectKey {
    ObjectKey(namespace: DemoManifest.key.namespace, name: DemoManifest.key.name + suffix)
  }

  func change(_ type: ResourceType, _ suffix: String, _ edit: (inout APIObject) -> Void) throws {
    var object = try #require(objects.get(type, key(suffix)))
    edit(&object)
    try objects.update(type, object)
  }

  func weigh(stable: Int, canary: Int) throws {
    try change(.httpRoutes, "") { route in
      let weights = [("-stable", stable), ("-canary", canary)]
      route.json["spec"]?["rules"] = [
        [
          "backendRefs": .array(
            weights.map { suffix, weight in
              [
                "name": .string(DemoManifest.key.name + suffix), "port": 80,
                "weight": .integer(Int64(weight)),
              ]
            }
          )
        ]
      ]
    }
  }

  func scaleCanary(to replicas: Int64) throws {
    try objects.delete(.horizontalPodAutoscalers, key("-canary"))
    try change(.deployments, "-\(canary)") { $0.json["spec"]?["replicas"] = .integer(replicas) }
  }

  /// The canary's Deployment is emptied by somebody else, and everybody hears of it.
  func deleteCanaryPods() {
    let users = run.world.cluster.server.objects.acting(as: "kubectl")
    _ = try? users.delete(.horizontalPodAutoscalers, key("-canary"))
    if var deployment = users.get(.deployments, key("-\(canary)")) {
      deployment.json["spec"]?["replicas"] = 0
      _ = try? users.update(.deployments, deployment)
    }
    run.world.run(for: .seconds(60))
  }

  func announce(_ edit: (inout PhysicsAPIStatus) -> Void) throws {
    var object = try #require(objects.get(.physicsAPIs, DemoManifest.key))
    var status = run.status
    edit(&status)
    object.json["status"] = status.json
    try objects.updateStatus(.physicsAPIs, object)
  }

  func askToAbort(_ nonce: String) throws {
    let users = run.world.cluster.server.objects.acting(as: "kubectl")
    var object = try #require(users.get(.physicsAPIs, DemoManifest.key))
    object.metadata["annotations"] = [Keys.abort: .string(nonce)]
    try users.update(.physicsAPIs, object)
  }
}
