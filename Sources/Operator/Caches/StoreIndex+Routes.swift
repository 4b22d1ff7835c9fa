import APIMachinery
import ControllerRuntime
import Planning

extension StoreIndex {
  /// Finds the resources that name a route of the user's, or have named it, under `kind namespace/name`.
  static let referredRoutes = StoreIndex(name: "routes") { object in
    RouteReference.all(in: object).map {
      value(of: $0.type, ObjectKey(namespace: object.namespace, name: $0.name))
    }
  }

  static func value(of type: ResourceType, _ key: ObjectKey) -> String { "\(type.kind) \(key)" }
}
