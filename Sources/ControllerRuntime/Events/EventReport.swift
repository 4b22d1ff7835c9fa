package import APIMachinery

/// Something that happened to an object, for people who look at it with `kubectl describe`.
package struct EventReport: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case normal = "Normal"
    case warning = "Warning"
  }

  package let severity: Severity
  /// Why, in one CamelCase word.
  package let reason: String
  /// What was done, in one CamelCase word.
  package let action: String
  /// A sentence for people.
  package let note: String
  package let regarding: APIObject
  /// A second object that has to do with it.
  package let related: APIObject?

  package init(
    _ severity: Severity,
    reason: String,
    action: String,
    note: String,
    regarding: APIObject,
    related: APIObject? = nil
  ) {
    self.severity = severity
    self.reason = reason
    self.action = action
    self.note = note
    self.regarding = regarding
    self.related = related
  }
}
