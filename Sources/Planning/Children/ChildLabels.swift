import JSON
import PhysicsResources
import Rollout

/// The labels of everything that belongs to one service.
struct ChildLabels {
  let service: String

  var common: JSONObject {
    [
      Keys.applicationName: .string(service), Keys.applicationInstance: .string(service),
      Keys.managedBy: .string(Keys.manager), Keys.service: .string(service),
    ]
  }

  func pod(of revision: RevisionID) -> JSONObject {
    var labels = common
    labels[Keys.revision] = .string(revision.hash)
    return labels
  }

  /// Exactly what selects a revision's pods, and nothing that could ever change.
  func selector(of revision: RevisionID) -> JSONObject {
    [Keys.service: .string(service), Keys.revision: .string(revision.hash)]
  }

  /// All pods of the service, whatever their revision.
  var selectorOfAll: JSONObject { [Keys.service: .string(service)] }
}
