import APIMachinery
import Time
package import JSON
import PhysicsResources

/// A plan as a document for scripts; the field names are an interface and stay.
package struct PlanDocument {
  private let plan: Plan

  package init(_ plan: Plan) {
    self.plan = plan
  }

  package var json: JSONValue {
    [
      "actions": .array(plan.actions.map(action)),
      "status": plan.status.json,
      "events": .array(plan.events.map(event)),
      "wakeAfterSeconds": plan.wakeAfter.map { .number($0.seconds) } ?? .null,
      "warnings": .array(plan.warnings.map(JSONValue.string)),
    ]
  }

  private func action(_ action: PlannedAction) -> JSONValue {
    [
      "verb": .string(action.verb.rawValue), "apiVersion": .string(action.type.apiVersion),
      "kind": .string(action.type.kind), "namespace": .string(action.key.namespace),
      "name": .string(action.key.name), "reason": .string(action.reason),
      "fieldChanges": .array(action.changes.map(Self.change)),
    ]
  }

  package static func change(_ change: FieldChange) -> JSONValue {
    [
      "path": .string(String(describing: change.path)), "from": change.from ?? .null,
      "to": change.to ?? .null,
    ]
  }

  private func event(_ event: PlannedEvent) -> JSONValue {
    [
      "type": .string(event.severity.rawValue), "reason": .string(event.reason),
      "message": .string(event.message),
    ]
  }
}
