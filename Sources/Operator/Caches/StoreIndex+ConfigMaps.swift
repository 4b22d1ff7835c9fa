import APIMachinery
import ControllerRuntime
import PhysicsResources
import Planning

extension StoreIndex {
  /// Finds the resources that read a ConfigMap, under the ConfigMap's key; one that cannot be worked on reads none.
  static let referredConfigMaps = StoreIndex(name: "configMaps") { object in
    guard let resource = try? PhysicsAPI(object: object) else { return [] }
    return ConfigMapReferences.names(in: resource.spec.workload).map {
      ObjectKey(namespace: object.namespace, name: $0).description
    }
  }
}
