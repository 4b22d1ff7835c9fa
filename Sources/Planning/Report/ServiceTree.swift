import APIMachinery
import PhysicsResources
import Time

/// One service as a picture: where it is, what serves, what is judged, and what is waited for.
package struct ServiceTree: Sendable {
  let report: ServiceReport

  package init(_ report: ServiceReport) {
    self.report = report
  }

  package var lines: [TreeLine] {
    [headline] + message
      + TreeNode.lines(
        revisions + [checks, waits, forecast].compactMap(\.self) + troubles + lastRollouts
      )
  }

  private var status: PhysicsAPIStatus { report.status }

  private var headline: TreeLine {
    let title: [Span] = [.name("\(report.object.namespace)/\(report.name)", .strong)]
    guard let phase = status.phase else {
      return TreeLine(title + [Span("  "), Span("not looked at yet", .warning)])
    }
    return TreeLine(title + [Span("  "), Span(phase.rawValue, phase.style)] + progress + timeLeft)
  }

  private var progress: [Span] {
    guard let (stop, count) = report.progress, let canary = status.canary else { return [] }
    return [Span("  step \(stop) of \(count): \(canary.weight) %")]
  }

  private var timeLeft: [Span] {
    report.timeLeft.map { [Span("  \($0.coarse) left", .faint)] } ?? []
  }

  /// What the operator says, and what of it is out of date.
  private var message: [TreeLine] {
    let texts: [(String, TextStyle)] =
      [
        (status.message, .plain), (report.complaint ?? "", .bad),
        (report.staleness ?? "", .warning),
      ] + report.unread.map { ($0, .warning) }
    return texts.filter { !$0.0.isEmpty }.map { text, style in
      TreeLine(lead: "  ", follow: "  ", [Span(text, style)], wraps: true)
    }
  }
}

extension PhysicsAPIPhase {
  var style: TextStyle {
    switch self {
    case .steady: .good
    case .initializing, .progressing, .baking, .promoting: .strong
    case .paused: .warning
    case .rollingBack, .rolledBack, .degraded: .bad
    }
  }
}
