import APIMachinery
import JSON
import PhysicsResources

/// One object as it should be: only the fields that we own.
struct DesiredChild {
  enum Kind {
    /// Kept equal to `configuration` by server-side apply.
    case maintained
    /// Written once; its content is history.
    case immutable
  }

  let type: ResourceType
  var configuration: APIObject
  var kind = Kind.maintained
  /// Fields for the creation alone, because somebody else owns them afterwards: a Deployment's replicas.
  var onlyAtCreation: JSONValue = [:]
  let reason: String
  var urgency = PlannedAction.Urgency.ordinary
  var prerequisites: [ActionID] = []

  var key: ObjectKey { configuration.key }
}
