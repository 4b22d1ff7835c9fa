import APIMachinery
import PhysicsResources
package import Time

/// The one thing that keeps a service from advancing, what ends it, and when: from its status alone.
///
/// Never a list: whoever has two things to mend wants to know which of them to mend first.
package struct Why: Hashable, Sendable {
  /// A `ConditionReason`, or the word of a newer operator; empty when nothing stands in the way.
  package let reason: String
  /// What is so.
  package let cause: String
  /// What would end it; empty when only time does.
  package let cure: String
  /// When it ends by itself.
  package let until: Timestamp?
  private let now: Timestamp

  package init(_ report: ServiceReport) {
    self =
      Self.missing(report) ?? Self.obstacle(report) ?? Self.pause(report)
      ?? Self.route(report) ?? Self.wait(report) ?? Self.work(report) ?? Self.nothing(report)
  }

  private init(
    _ reason: String,
    _ cause: String,
    _ report: ServiceReport,
    cure: String? = nil,
    until: Timestamp? = nil
  ) {
    self.reason = reason
    self.cause = cause
    self.cure = cure ?? ConditionReason(rawValue: reason)?.cure(for: report.name) ?? ""
    self.until = until
    now = report.now
  }

  package var isBlocked: Bool { !reason.isEmpty }

  /// Cause, reason, time left and cure.
  package var sentence: String {
    var text = reason.isEmpty ? cause : "\(cause) (\(reason))"
    if let until {
      let left = until - now
      text += left > .zero ? "; \(left.coarse) left, until \(until.rfc3339)" : "; it is due now"
    }
    return cure.isEmpty ? text : "\(text); \(cure)"
  }

  private static func missing(_ report: ServiceReport) -> Why? {
    let cure =
      "check that physics-operator runs and looks after namespace \(report.object.namespace)"
    if report.object.isBeingDeleted {
      let waiting = report.object.finalizers.joined(separator: ", ")
      let why =
        waiting.isEmpty ? "it is being deleted" : "it is being deleted and waits for \(waiting)"
      return Why(ConditionReason.deleting.rawValue, why, report)
    }
    guard report.status.phase != nil else {
      return Why("NotReconciled", "no operator has looked at it yet", report, cure: cure)
    }
    return report.staleness.map { Why("SpecChanged", $0, report, cure: cure) }
  }

  /// What keeps the operator from working at all, whatever the phase is.
  private static func obstacle(_ report: ServiceReport) -> Why? {
    if let complaint = report.complaint {
      return Why(ConditionReason.invalidSpec.rawValue, complaint, report)
    }
    guard let ready = report.condition(.ready), ready.status == .no,
      let reason = ConditionReason(rawValue: ready.reason), reason.isObstacle
    else { return nil }
    return Why(ready.reason, ready.message, report, until: report.firstWait(ready.reason))
  }

  private static func pause(_ report: ServiceReport) -> Why? {
    guard report.status.phase == .paused, let pause = report.status.pause else { return nil }
    return Why(pause.reason, report.status.message, report)
  }

  /// A route that cannot carry weights outlasts every wait, so it comes first; its message says what mends it.
  private static func route(_ report: ServiceReport) -> Why? {
    guard let verified = report.condition(.trafficVerified), verified.status == .no else {
      return nil
    }
    return Why(
      verified.reason,
      verified.message,
      report,
      cure: verified.message.contains("; ") ? "" : nil,
      until: report.decidingWait?.deadline
    )
  }

  private static func wait(_ report: ServiceReport) -> Why? {
    guard let wait = report.decidingWait else { return nil }
    return Why(wait.reason, report.status.message, report, until: wait.deadline)
  }

  private static func work(_ report: ServiceReport) -> Why? {
    guard let phase = report.status.phase, phase.conditions.reconciling || phase.conditions.stalled
    else { return nil }
    let reason = report.condition(.ready)?.reason ?? phase.reason.rawValue
    return Why(reason, report.status.message, report)
  }

  private static func nothing(_ report: ServiceReport) -> Why {
    let floor = report.floorSentence.map { "; \($0)" } ?? ""
    return Why("", "nothing stands in its way: \(report.status.message)\(floor)", report)
  }
}

extension ServiceReport {
  func condition(_ type: ConditionType) -> Condition? {
    status.conditions.first { $0.type == type.rawValue }
  }

  fileprivate func firstWait(_ reason: String) -> Timestamp? {
    status.waits.first { $0.reason == reason }?.deadline
  }
}
