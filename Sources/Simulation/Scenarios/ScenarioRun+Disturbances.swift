import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

extension ScenarioRun {
  /// Another manager puts its own weights in, as a GitOps tool does that knows nothing of rollouts.
  func rewrite(to weight: Int, times: Int) throws {
    guard let splitter = router.splitter else { return }
    let key = ObjectKey(namespace: Self.key.namespace, name: splitter.name)
    for turn in 0..<times {
      if turn > 0 { world.run(for: generator.duration(in: .seconds(10)...(.seconds(40)))) }
      guard var object = objects.get(splitter.type, key) else { return }
      object.json["spec"] = object.spec.weighting(canary: weight, of: Self.key.name)
      try objects.update(splitter.type, object)
    }
  }

  private static let routeAPI = ObjectKey(
    namespace: "",
    name: "httproutes.gateway.networking.k8s.io"
  )

  func removeRouteAPI() throws {
    removedDefinition = objects.get(.customResourceDefinitions, Self.routeAPI)
    try objects.delete(.customResourceDefinitions, Self.routeAPI)
  }

  func restoreRouteAPI() throws {
    guard let removed = removedDefinition else { return }
    var definition = APIObject(.customResourceDefinitions, Self.routeAPI)
    definition.metadata["annotations"] = .object(removed.annotations)
    definition.json["spec"] = removed.spec
    try objects.create(.customResourceDefinitions, definition)
  }
}
