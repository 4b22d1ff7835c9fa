import JSON
import Time

/// Which taint a pod puts up with, and for how long.
struct Toleration: Hashable, Sendable {
  /// Empty: every key.
  let key: String
  /// `nil`: whatever the value is.
  let value: String?
  /// Empty: every effect.
  let effect: String
  /// How long after the taint's arrival, for the effect `NoExecute`; `nil` for ever.
  let period: Duration?

  init(json: JSONValue) {
    key = json["key"]?.stringValue ?? ""
    value = json["operator"] == "Exists" ? nil : json["value"]?.stringValue ?? ""
    effect = json["effect"]?.stringValue ?? ""
    period = json["tolerationSeconds"]?.intValue.map { .seconds($0) }
  }

  func tolerates(_ taint: NodeTaint) -> Bool {
    (key.isEmpty || key == taint.key) && (effect.isEmpty || effect == taint.effect)
      && (value.map { $0 == taint.value } ?? true)
  }
}

/// A mark on a node that keeps pods away.
struct NodeTaint: Hashable, Sendable {
  let key: String
  let value: String
  let effect: String

  static let unschedulable = NodeTaint(
    key: "node.kubernetes.io/unschedulable",
    value: "",
    effect: "NoSchedule"
  )
  static let unreachable = ["NoSchedule", "NoExecute"].map {
    NodeTaint(key: "node.kubernetes.io/unreachable", value: "", effect: $0)
  }

  init(key: String, value: String, effect: String) {
    self.key = key
    self.value = value
    self.effect = effect
  }

  init(json: JSONValue) {
    key = json["key"]?.stringValue ?? ""
    value = json["value"]?.stringValue ?? ""
    effect = json["effect"]?.stringValue ?? ""
  }

  /// As the scheduler names it: `{key: value}`.
  var shown: String { "{\(key): \(value)}" }
}
