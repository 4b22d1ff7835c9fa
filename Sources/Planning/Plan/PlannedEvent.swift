/// Something to tell the people who watch the resource, once.
package struct PlannedEvent: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case normal = "Normal"
    case warning = "Warning"
  }

  package let severity: Severity
  /// CamelCase, from a closed list.
  package let reason: String
  package let message: String
  /// What tells this event from others of its reason, which would otherwise be counted as its repetition.
  package var subject = ""

  package init(_ severity: Severity, _ reason: String, _ message: String) {
    self.severity = severity
    self.reason = reason
    self.message = message
  }
}
