import PhysicsResources

extension ServiceTree {
  /// More pods than this in trouble hide the rest of the picture.
  private static let troublesMax = 5

  var revisions: [TreeNode] { report.revisions.map(node) }

  private func node(_ revision: RevisionReport) -> TreeNode {
    TreeNode(
      spans: [
        Span("\(revision.role.rawValue.padded(to: 7)) ", .strong), Span("\(revision.revision) "),
        weight(of: revision), Span("  "), .name(revision.shortImage, .faint),
      ],
      children: [deployment(of: revision)] + revision.autoscalers.map(node)
    )
  }

  private func weight(of revision: RevisionReport) -> Span {
    let text = "\(revision.weight) %"
    let aligned = String(repeating: " ", count: max(0, 5 - text.count)) + text
    guard !revision.isWeightAccepted else { return Span(aligned) }
    return Span("\(aligned) not acknowledged", .warning)
  }

  private func deployment(of revision: RevisionReport) -> TreeNode {
    guard let name = revision.deployment else {
      return TreeNode(spans: [Span("Deployment ", .faint), Span("is not there yet", .warning)])
    }
    let isWhole = revision.ready >= revision.desired
    let sick = revision.troubles.contains(where: \.isSick)
    let style: TextStyle = isWhole ? .good : sick ? .bad : .warning
    return TreeNode(
      spans: [
        Span("Deployment ", .faint), .name(name),
        Span("  \(revision.ready)/\(revision.desired) ready", style),
      ],
      children: pods(of: revision)
    )
  }

  private func pods(of revision: RevisionReport) -> [TreeNode] {
    let shown = revision.troubles.prefix(Self.troublesMax).map { trouble in
      TreeNode(
        spans: [
          trouble.isSick ? Span("✗ ", .bad) : Span("○ ", .warning), .name(trouble.pod),
          Span("  \(trouble.reason)", trouble.isSick ? .bad : .faint),
        ]
      )
    }
    let more = revision.troubles.count - shown.count
    return shown + (more > 0 ? [TreeNode(spans: [Span("and \(more) more", .faint)])] : [])
  }

  private func node(_ autoscaler: AutoscalerReport) -> TreeNode {
    let pods = "\(autoscaler.pods) of \(autoscaler.least)-\(autoscaler.most) pods"
    return TreeNode(
      spans: [
        Span("HPA ", .faint), .name(autoscaler.name),
        Span("  \(pods)", autoscaler.isAtItsEnd ? .warning : .plain),
      ] + autoscaler.metrics.map { Span("  \($0.text)", .faint) }
    )
  }
}
