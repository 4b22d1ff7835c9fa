package import APIMachinery

/// Names an action within one plan.
package struct ActionID: Hashable, Sendable, CustomStringConvertible {
  package let verb: ActionVerb
  package let type: ResourceType
  package let key: ObjectKey

  package init(verb: ActionVerb, type: ResourceType, key: ObjectKey) {
    self.verb = verb
    self.type = type
    self.key = key
  }

  package var description: String { "\(verb.rawValue) \(type.kind) \(key)" }
}

package enum ActionVerb: String, Hashable, Sendable {
  case create
  case apply
  case scale
  case patch
  case delete
}
