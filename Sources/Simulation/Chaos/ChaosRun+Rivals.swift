import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources

extension ChaosRun {
  /// Deleted, and created again as soon as the name is free: a finalizer may hold it for a while.
  func recreate() {
    _ = try? objects.delete(.physicsAPIs, Self.key)
    createMissing()
  }

  /// Nobody takes the service away for good.
  func createMissing() {
    guard objects.get(.physicsAPIs, Self.key) == nil else { return }
    try? world.apply(.physicsAPIs, manifest.object)
  }

  func loseStatus() throws {
    guard var object = objects.get(.physicsAPIs, Self.key) else { return }
    object.json["status"] = [:]
    try objects.updateStatus(.physicsAPIs, object)
  }

  func delete(_ child: ChaosChild, _ role: ScenarioRole) throws {
    guard let key = key(of: child, role), objects.get(child.type, key) != nil else { return }
    try objects.delete(child.type, key)
  }

  func spoil(_ field: ChaosField, _ role: ScenarioRole) throws {
    guard let key = key(of: field.child, role),
      var object = objects.get(field.child.type, key)
    else { return }
    field.spoil(&object)
    try objects.update(field.child.type, object)
  }

  private func key(of child: ChaosChild, _ role: ScenarioRole) -> ObjectKey? {
    guard let service else { return nil }
    return child.suffix(role, service.status, service.spec.routing.router).map(service.child)
  }

  /// Another manager puts its own weights in, as a GitOps tool does that knows nothing of rollouts.
  func rewrite(to weight: Int) throws {
    guard let splitter = service?.splitter,
      var object = objects.get(splitter.type, splitter.key)
    else { return }
    object.json["spec"] = object.spec.weighting(canary: weight, of: Self.key.name)
    try objects.update(splitter.type, object)
  }

  func pods(_ role: ScenarioRole) -> [APIObject] {
    guard let revision = role == .stable ? status.stable?.revision : status.canary?.revision
    else { return [] }
    return objects.list(.pods, namespace: Self.key.namespace).filter {
      $0.label(Keys.revision) == revision
    }
  }
}
