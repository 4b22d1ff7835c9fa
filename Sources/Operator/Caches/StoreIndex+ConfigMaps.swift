import APIMachinery
import ControllerRuntime
import JSON
import PhysicsResources
import Planning

extension StoreIndex {
  /// Finds the resources that read a ConfigMap, under the ConfigMap's key; one that cannot be worked on reads none.
  static let referredConfigMaps = StoreIndex(name: "configMaps") { object in
    // Reading a specification costs a hundred times as much as a look at its words, and few speak of ConfigMaps.
    guard object.spec["workload"]?.mentionsConfigMap ?? false,
      let resource = try? PhysicsAPI(object: object)
    else { return [] }
    return ConfigMapReferences.names(in: resource.spec.workload).map {
      ObjectKey(namespace: object.namespace, name: $0).description
    }
  }
}

extension JSONValue {
  /// `configMap`, `configMapRef` or `configMapKeyRef`, wherever they stand.
  fileprivate var mentionsConfigMap: Bool {
    switch self {
    case .object(let members):
      members.contains { $0.key.hasPrefix("configMap") || $0.value.mentionsConfigMap }
    case .array(let elements): elements.contains(where: \.mentionsConfigMap)
    default: false
    }
  }
}
