import PhysicsResources
import Time

extension ServiceTree {
  private var analysis: AnalysisStatus? { report.status.analysis }

  /// What was measured of the canary, however many checks there are and whatever they are called.
  var checks: TreeNode? {
    guard let analysis, !analysis.checks.isEmpty else { return nil }
    var spans = [Span("checks ", .strong)]
    if let verdict = analysis.verdict { spans.append(Span(verdict.rawValue, verdict.style)) }
    if let at = analysis.at { spans.append(Span("  \((report.now - at).coarse) ago", .faint)) }
    if analysis.failures > 0 {
      let limit = report.spec.map { " of \($0.rollout.analysis.failureLimit) tolerated" } ?? ""
      spans.append(Span("  \(analysis.failures) failed\(limit)", .warning))
    }
    let width = min(24, analysis.checks.map(\.name.displayWidth).max() ?? 0)
    return TreeNode(spans: spans, children: analysis.checks.map { node($0, width: width) })
  }

  private func node(_ check: CheckStatus, width: Int) -> TreeNode {
    let style = check.verdict?.style ?? .plain
    let title = [
      Span("\(check.verdict?.mark ?? "·") ", style),
      Span.name(check.name.padded(to: width)),
    ]
    // What was measured is no news where it says nothing, and the message is none where the numbers say it.
    let figures = check.verdict?.isSilent ?? false ? "" : Self.figures(of: check)
    let message = check.verdict == .fail || figures.isEmpty ? check.message : ""
    let body = [figures, message].filter { !$0.isEmpty }.map { Span("  \($0)", style) }
    return TreeNode(spans: title + body)
  }

  /// `0.12 %, limit 5 %`; empty when nothing was measured.
  static func figures(of check: CheckStatus) -> String {
    guard let value = check.value else { return "" }
    let measured = figure(value, unit: check.unit)
    guard let limit = check.limit else { return measured }
    let known = ["share", "ratio", "s", "seconds"].contains(check.unit)
    return "\(measured), limit \(figure(limit, unit: known ? check.unit : ""))"
  }

  private static func figure(_ value: Double, unit: String) -> String {
    switch unit {
    case "share", "ratio": Figure.percent(value)
    case "s", "seconds": Figure.seconds(value)
    case "": Figure.text(value)
    default: "\(Figure.text(value)) \(unit)"
    }
  }
}

extension AnalysisVerdict {
  var style: TextStyle {
    switch self {
    case .pass: .good
    case .fail: .bad
    case .insufficient, .providerDown, .baselineSick, .noCapacity: .warning
    }
  }

  /// Whether what was measured is not enough to say anything.
  var isSilent: Bool {
    switch self {
    case .insufficient, .providerDown, .noCapacity: true
    case .pass, .fail, .baselineSick: false
    }
  }

  var mark: String {
    switch self {
    case .pass: "✓"
    case .fail: "✗"
    case .insufficient, .providerDown, .baselineSick, .noCapacity: "?"
    }
  }
}
