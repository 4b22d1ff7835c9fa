import APIMachinery
import ControllerRuntime
import JSON

extension StoreIndex {
  /// Finds the resources that track a Secret, under the Secret's key.
  static let trackedSecrets = StoreIndex(name: "secrets") { object in
    object.trackedSecrets.map(\.description)
  }
}

extension APIObject {
  /// The Secrets whose content is part of this resource's revisions.
  var trackedSecrets: [ObjectKey] {
    let names = spec["workload"]?["trackSecrets"]?.arrayValue?.compactMap(\.stringValue) ?? []
    return names.map { ObjectKey(namespace: namespace, name: $0) }
  }
}
