import APIMachinery
import PhysicsResources
import Time

extension ServiceTree {
  /// Everything that is waited for, with the instant at which waiting ends.
  var waits: TreeNode? {
    let waits = report.status.waits
    guard !waits.isEmpty else { return nil }
    let title = Span("waits ", .strong)
    guard waits.count > 1 else {
      return TreeNode(spans: [title] + waits.flatMap { node($0).spans })
    }
    return TreeNode(spans: [title], children: waits.map(node))
  }

  private func node(_ wait: WaitStatus) -> TreeNode {
    TreeNode(spans: [Span(wait.reason, .warning)] + end(of: wait))
  }

  private func end(of wait: WaitStatus) -> [Span] {
    guard let deadline = wait.deadline else {
      return wait.since.map { [Span("  for \((report.now - $0).coarse)")] } ?? []
    }
    let left = deadline - report.now
    guard left > .zero else { return [Span("  due since \(deadline.rfc3339)", .warning)] }
    return [Span("  \(left.coarse) left"), Span("  until \(deadline.rfc3339)", .faint)]
  }

  /// Conditions that say no, besides those that follow from the phase.
  var troubles: [TreeNode] {
    let ofPhase: [ConditionType] = [.available, .ready, .reconciling, .stalled, .forecastAvailable]
    return report.status.conditions.filter { condition in
      condition.status == .no && !ofPhase.contains { $0.rawValue == condition.type }
    }.map { condition in
      TreeNode(
        spans: [
          Span("! ", .warning), Span("\(condition.type)=False ", .warning),
          Span("\(condition.reason): \(condition.message)"),
        ],
        wraps: true
      )
    }
  }

  /// How the last ones ended, while none is in flight.
  var lastRollouts: [TreeNode] {
    guard report.status.canary == nil, !report.status.history.isEmpty else { return [] }
    let records = report.status.history.suffix(3).reversed().map { record in
      TreeNode(
        spans: [
          Span("\(record.revision) "),
          Span(record.outcome?.rawValue ?? "ended", record.outcome?.style ?? .plain),
          Span(record.finishedAt.map { "  \((report.now - $0).coarse) ago" } ?? "", .faint),
          Span(record.length.map { ", took \($0.coarse)" } ?? "", .faint),
        ],
        wraps: false,
        children: evidence(against: record)
      )
    }
    return [TreeNode(spans: [Span("rollouts", .strong)], children: Array(records))]
  }

  private func evidence(against record: RolloutRecord) -> [TreeNode] {
    guard record.outcome == .rolledBack,
      let rejection = report.status.rejected.last(where: { $0.revision == record.revision })
    else { return [] }
    return [
      TreeNode(
        spans: [Span("\(rejection.reason): ", .bad), Span(rejection.evidence)],
        wraps: true
      )
    ]
  }
}

extension RolloutRecord {
  fileprivate var length: Duration? {
    guard let startedAt, let finishedAt else { return nil }
    return finishedAt - startedAt
  }
}

extension RolloutOutcome {
  var style: TextStyle {
    switch self {
    case .promoted: .good
    case .rolledBack: .bad
    case .suspended: .warning
    case .superseded: .faint
    }
  }
}
