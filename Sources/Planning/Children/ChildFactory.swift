import APIMachinery
import JSON
import PhysicsResources
import Rollout

/// Builds the objects of one service; knows their shape, not when they are wanted.
struct ChildFactory {
  let resource: PhysicsAPI
  let capabilities: Capabilities

  var labels: ChildLabels { ChildLabels(service: resource.name) }

  func key(_ name: String) -> ObjectKey { ObjectKey(namespace: resource.namespace, name: name) }

  /// Of a revision: `fisica-api-9f8e7d6c`.
  func name(of revision: RevisionID) -> String { "\(resource.name)-\(revision)" }

  func object(
    _ type: ResourceType,
    _ name: String,
    labels: JSONObject,
    _ content: JSONObject
  ) -> APIObject {
    var object = APIObject(type, key(name))
    object.metadata["labels"] = .object(labels)
    object.json = .object((object.json.objectValue ?? [:]).merging(content))
    return object
  }
}
