import APIMachinery
import JSON

/// An object that the service of a scenario reads its environment from, and whose content is a part of the revision.
enum ScenarioEnvironment: Sendable {
  case configMap
  case secret

  private static let name = "settings"

  var type: ResourceType {
    switch self {
    case .configMap: .configMaps
    case .secret: .secrets
    }
  }

  func object(_ content: String) -> APIObject {
    let key = ObjectKey(namespace: ScenarioManifest.key.namespace, name: Self.name)
    var object = APIObject(type, key)
    switch self {
    case .configMap: object.json["data"] = ["MODE": .string(content)]
    case .secret: object.json["stringData"] = ["MODE": .string(content)]
    }
    return object
  }

  /// What makes the service read it.
  var edits: [ScenarioManifest.SpecEdit] {
    let name = JSONValue.string(Self.name)
    switch self {
    case .configMap:
      return [
        ScenarioManifest.SpecEdit(
          path: ["workload", "envFrom"],
          value: [["configMapRef": ["name": name]]]
        )
      ]
    case .secret:
      return [
        ScenarioManifest.SpecEdit(
          path: ["workload", "envFrom"],
          value: [["secretRef": ["name": name]]]
        ),
        ScenarioManifest.SpecEdit(path: ["workload", "trackSecrets"], value: [name]),
      ]
    }
  }
}
