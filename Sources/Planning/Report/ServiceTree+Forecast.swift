import PhysicsResources
import Time

extension ServiceTree {
  /// What the forecast does for the service, and why; nothing while it is switched off.
  var forecast: TreeNode? {
    guard let forecast = report.status.forecast, let mode = forecast.mode, mode != .off else {
      return nil
    }
    var spans = [Span("forecast ", .strong), Span(mode.rawValue)]
    if let floor = forecast.floor {
      let effect = mode == .enforce ? "" : " (not enforced)"
      spans.append(Span("  floor \(floor.pods)\(effect)\(report.quantile.map { ", \($0)" } ?? "")"))
    } else {
      spans.append(Span("  no floor", .faint))
    }
    if let gate = forecast.gate {
      spans.append(Span("  gate \(gate.rawValue)", gate == .open ? .good : .warning))
    }
    if let changedAt = forecast.changedAt {
      spans.append(Span("  since \((report.now - changedAt).coarse)", .faint))
    }
    return TreeNode(spans: spans, children: reasons(forecast))
  }

  private func reasons(_ forecast: ForecastStatus) -> [TreeNode] {
    let constant = forecast.constantInputs.joined(separator: ", ")
    let alone = report.podsByHPAAlone.map { "the HPA alone would have \($0.pods)" }
    let lines: [(String, TextStyle)] = [
      (forecast.limit, .plain), (forecast.reason, .plain), (alone ?? "", .plain),
      (constant.isEmpty ? "" : "the service does not report \(constant): constant inputs", .faint),
      (forecast.complaint, .warning),
    ]
    return lines.filter { !$0.0.isEmpty }.map {
      TreeNode(spans: [Span($0.0, $0.1)], wraps: true)
    }
  }
}

extension ServiceReport {
  /// What the load would have without a floor of ours; `nil` while no autoscaler has a reading.
  var podsByHPAAlone: Int? {
    resource.flatMap { resource in
      Observation(
        now: now,
        resource: resource,
        children: children,
        capabilities: Capabilities(hasGatewayAPI: false, hasCustomMetrics: false)
      ).replicasByHPAAlone
    }
  }

  /// The part of the forecast that is provided for: `P95`.
  var quantile: String? {
    spec.map { "P\(Figure.text($0.scaling.forecast.quantile * 100))" }
  }

  /// Why there are at least so many pods; `nil` while the forecast asks for no more than the user does.
  var floorSentence: String? {
    guard let forecast = status.forecast, forecast.mode == .enforce, let floor = forecast.floor,
      let spec, floor > spec.scaling.minReplicas
    else { return nil }
    let who = forecast.answering.isEmpty ? "the forecast" : forecast.answering
    return "the forecast keeps at least \(floor.pods) (\(who), \(quantile ?? "its quantile"), "
      + "gate \(forecast.gate?.rawValue ?? "Closed")): \(forecast.limit)"
  }
}

extension Int {
  /// `1 pod`, `7 pods`.
  fileprivate var pods: String { self == 1 ? "1 pod" : "\(self) pods" }
}
