import APIMachinery
import ControllerRuntime
import PhysicsResources

/// From a changed object to the resources that have to be looked at.
struct KeyMapping {
  let type: ResourceType
  /// Of the resources; not their informer, which keeps the mapping.
  let resources: Store?

  func keys(for object: APIObject) -> [ObjectKey] {
    if type == .physicsAPIs { return [object.key] }
    let service = object.label(Keys.service).map {
      ObjectKey(namespace: object.namespace, name: $0)
    }
    return [service].compactMap(\.self) + readers(of: object)
  }

  /// A ConfigMap concerns whoever reads it, and a route whoever names it, whatever labels they have.
  private func readers(of object: APIObject) -> [ObjectKey] {
    guard let store = resources else { return [] }
    return switch type {
    case .configMaps: store.objects(.referredConfigMaps, object.key.description).map(\.key)
    case .httpRoutes, .traefikServices:
      store.objects(.referredRoutes, StoreIndex.value(of: type, object.key)).map(\.key)
    default: []
    }
  }
}
