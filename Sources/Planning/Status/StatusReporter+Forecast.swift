import Forecast
import PhysicsResources
import Scaling

extension StatusReporter {
  /// Changes only when the floor, the models, the gate or a reason does: no number in it moves with the load alone.
  var forecastStatus: ForecastStatus? {
    let spec = observation.resource.spec.scaling.forecast
    guard spec.mode != .off else { return nil }
    guard let decision = observation.floor, !observation.isForecastHeld else {
      return previous.forecast
    }
    let facts = observation.forecast
    var status = ForecastStatus()
    status.mode = spec.mode
    status.model = spec.model
    status.answering = facts.standing?.answering?.name ?? ""
    status.floor = decision.record?.floor
    status.limit = decision.reason.statusSentence
    status.changedAt = decision.record?.changedAt
    status.gate = (facts.standing?.gate ?? decision.gate).map { $0 == .open ? .open : .closed }
    status.reason = facts.standing?.reason ?? ""
    status.constantInputs = facts.standing?.constantInputs.map(\.words) ?? []
    status.complaint = String(facts.complaint.prefix(1_024))
    return status
  }

  /// The gate opens or closes, or the history cannot be read or kept any more: once each.
  var forecastEvents: [PlannedEvent] {
    guard let status = forecastStatus, status != previous.forecast else { return [] }
    return [gateEvent(status), complaintEvent(status)].compactMap(\.self)
  }

  private func gateEvent(_ status: ForecastStatus) -> PlannedEvent? {
    let before = previous.forecast?.gate
    guard let gate = status.gate, gate != before else { return nil }
    switch gate {
    case .open: return PlannedEvent(.normal, "ForecastGateOpened", status.reason)
    case .closed:
      // It begins closed; only who was trusted can lose trust.
      return before == nil ? nil : PlannedEvent(.warning, "ForecastGateClosed", status.reason)
    }
  }

  private func complaintEvent(_ status: ForecastStatus) -> PlannedEvent? {
    guard !status.complaint.isEmpty, status.complaint != previous.forecast?.complaint else {
      return nil
    }
    return PlannedEvent(.warning, "ForecastHistoryUnreadable", status.complaint)
  }
}

extension LoadMetric {
  /// As people call it.
  var words: String {
    switch self {
    case .requestsPerSecond: "requests per second"
    case .latency: "latency"
    case .cpu: "CPU"
    case .memory: "memory"
    case .gpu: "GPU"
    case .queueDepth: "queue depth"
    case .errorRate: "error rate"
    }
  }
}
