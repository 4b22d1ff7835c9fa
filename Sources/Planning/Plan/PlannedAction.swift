package import APIMachinery
package import JSON

/// One write, complete but not sent.
package struct PlannedAction: Hashable, Sendable {
  package enum Operation: Hashable, Sendable {
    /// POST of a new object; `maintaining` is the part of it that is ours from then on.
    case create(APIObject, maintaining: APIObject)
    /// Forced server-side apply of the fields that we own.
    case apply(APIObject)
    /// The `scale` subresource; only where no autoscaler is in charge.
    case scale(replicas: Int)
    /// With the UID that was seen, so that a namesake made meanwhile is safe.
    case delete(uid: String)
    /// A change of single fields, of an object that is not ours to apply; its tests keep it off any other than the one that was judged.
    case patch(JSONPatch, note: String)
  }

  /// What a refused or late write may cost.
  package enum Urgency: Hashable, Sendable {
    /// Goes out only after the decision behind it is journalled.
    case ordinary
    /// Takes traffic from a canary: goes out even when nothing else can be written.
    case takesTrafficAway
  }

  package let type: ResourceType
  package let key: ObjectKey
  package let operation: Operation
  /// Why, in words for `plan` and the log.
  package let reason: String
  /// What `plan` shows: field by field, from what is there to what would be.
  package let changes: [FieldChange]
  /// The resource version that was judged, for every write of something that is there: it fails when that is no longer the present one,
  /// so that neither a stale cache nor a leader who does not know yet that he lost the lease overwrites a newer decision.
  package let resourceVersion: String?
  package var urgency: Urgency
  /// Actions that must have succeeded first; all others proceed when one is refused.
  package var prerequisites: [ActionID]

  package init(
    _ operation: Operation,
    type: ResourceType,
    key: ObjectKey,
    reason: String,
    changes: [FieldChange] = [],
    resourceVersion: String? = nil,
    urgency: Urgency = .ordinary,
    prerequisites: [ActionID] = []
  ) {
    self.operation = operation
    self.type = type
    self.key = key
    self.reason = reason
    self.changes = changes
    self.resourceVersion = resourceVersion
    self.urgency = urgency
    self.prerequisites = prerequisites
  }

  package var id: ActionID { ActionID(verb: verb, type: type, key: key) }

  package var verb: ActionVerb {
    switch operation {
    case .create: .create
    case .apply: .apply
    case .scale: .scale
    case .patch: .patch
    case .delete: .delete
    }
  }
}
