package import APIMachinery
package import ControllerRuntime
import JSON
import PhysicsResources
import Time

/// How soon a change must be looked at.
package enum ChangeUrgency: Hashable {
  /// Somebody waits for an answer.
  case now
  /// What happens to children comes in bursts (a write of ours and its echo, a Deployment's status after each of its pods): one look at
  /// the end of a burst sees all of it.
  case afterBurst
  /// No decision reads what has changed.
  case never

  /// Long beside the bursts that one write sets off, short beside the seconds in which pods change.
  static let burst = Duration.milliseconds(100)

  package init(of change: StoreChange, of type: ResourceType) {
    guard case .updated(let old, let new) = change, old.uid == new.uid else {
      self = type == .physicsAPIs ? .now : .afterBurst
      return
    }
    switch type {
    case .physicsAPIs: self = Self.isEdit(old, new) ? .now : .afterBurst
    case .services, .podDisruptionBudgets, .controllerRevisions:
      self = old.withoutStatus == new.withoutStatus ? .never : .afterBurst
    default: self = .afterBurst
    }
  }

  /// Not so a status that we have written ourselves.
  private static func isEdit(_ old: APIObject, _ new: APIObject) -> Bool {
    old.generation != new.generation || old.annotations != new.annotations
      || old.isBeingDeleted != new.isBeingDeleted
  }
}

extension APIObject {
  fileprivate var withoutStatus: JSONValue {
    var json = json
    json["status"] = nil
    json["metadata"]?["resourceVersion"] = nil
    return json
  }
}
