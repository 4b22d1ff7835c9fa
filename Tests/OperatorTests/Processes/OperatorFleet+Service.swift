import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation

/// The service that the fleet looks after, and its users.
extension OperatorFleet {
  /// A new revision by steps of seconds: who plays in real time has no minutes.
  func roll(to tag: String) throws {
    var object = try DemoManifest(tag: tag).object()
    object.json["spec"]?["rollout"] = [
      "steps": [["weight": 20, "hold": "10s"], ["weight": 50, "hold": "10s"]], "bake": "5s",
      // Gateways here take up to ten seconds to feel a write.
      "drain": "20s", "warmup": "1s",
      "analysis": ["interval": "10s", "window": "30s", "minimumRequests": 30],
    ]
    let users = cluster.server.objects.acting(as: "kubectl")
    guard var present = users.get(.physicsAPIs, DemoManifest.key) else { return }
    present.json["spec"] = object.json["spec"]
    try users.update(.physicsAPIs, present)
  }

  func sendTraffic() {
    cluster.send(.constant(requestsPerSecond: 60), to: DemoManifest.key)
  }

  /// Requests that nobody answered, since there are users, by what became of them.
  var losses: [LossCause: Int] {
    let traffic = cluster.traffic(of: DemoManifest.key)
    return LossCause.allCases.reduce(into: [:]) { $0[$1] = traffic.lost($1) }
  }

  var status: PhysicsAPIStatus {
    let object = cluster.server.objects.get(.physicsAPIs, DemoManifest.key)
    return PhysicsAPIStatus(json: object?.status ?? [:])
  }
}
