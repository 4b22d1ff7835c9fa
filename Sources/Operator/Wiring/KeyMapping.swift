import APIMachinery
import ControllerRuntime
import PhysicsResources

/// From a changed object to the resources that have to be looked at.
struct KeyMapping {
  let type: ResourceType
  let resources: Informer?

  func keys(for object: APIObject) -> [ObjectKey] {
    if type == .physicsAPIs { return [object.key] }
    if let service = object.label(Keys.service) {
      return [ObjectKey(namespace: object.namespace, name: service)]
    }
    // A ConfigMap of a user's: any resource of its namespace may read it.
    guard type == .configMaps, let resources else { return [] }
    return resources.store.all.map(\.key).filter { $0.namespace == object.namespace }
  }
}
