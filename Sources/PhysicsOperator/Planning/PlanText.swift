import PhysicsResources
import APIMachinery
import JSON
import Planning
import YAML

/// A plan for people: what would be written, object by object, and why.
struct PlanText {
  let resource: ObjectKey
  let plan: Plan

  var text: String {
    var lines = [headline]
    for action in plan.actions { lines += ["", title(action)] + body(action) }
    if !plan.status.message.isEmpty { lines += ["", "status: \(plan.status.message)"] }
    lines += plan.events.map { "event: \($0.severity.rawValue) \($0.reason): \($0.message)" }
    lines += plan.warnings.map { "warning: \($0)" }
    return lines.joined(separator: "\n")
  }

  private var headline: String {
    guard !plan.actions.isEmpty else { return "physicsapi \(resource): nothing to do" }
    let counts: [(ActionVerb, String)] = [
      (.create, "to create"), (.apply, "to change"), (.patch, "to patch"), (.scale, "to scale"),
      (.delete, "to delete"),
    ]
    let parts = counts.compactMap { verb, words in
      let count = plan.actions.count { $0.verb == verb }
      return count > 0 ? "\(count) \(words)" : nil
    }
    return "physicsapi \(resource): \(parts.joined(separator: ", "))"
  }

  private func title(_ action: PlannedAction) -> String {
    let sign =
      switch action.verb {
      case .create: "+"
      case .apply, .scale, .patch: "~"
      case .delete: "-"
      }
    return "\(sign) \(action.verb.rawValue) \(action.type.kind) \(action.key)  # \(action.reason)"
  }

  private func body(_ action: PlannedAction) -> [String] {
    switch action.operation {
    case .create(let object, _): indented(YAML.write(object.json))
    case .apply, .scale: action.changes.map(Self.line)
    case .delete(let uid): ["    uid: \(uid)"]
    case .patch(_, let note): action.changes.map(Self.line) + ["    note: \(note)"]
    }
  }

  static func line(_ change: FieldChange) -> String {
    switch (change.from, change.to) {
    case (nil, let to?): "    + \(change.path): \(to.jsonText)"
    case (let from?, nil): "    - \(change.path): \(from.jsonText)"
    case (let from, let to):
      "    ~ \(change.path): \(from?.jsonText ?? "") -> \(to?.jsonText ?? "")"
    }
  }

  private func indented(_ text: String) -> [String] {
    text.split(separator: "\n").map { "    \($0)" }
  }
}
