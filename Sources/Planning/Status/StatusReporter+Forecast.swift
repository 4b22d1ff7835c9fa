import Forecast
import PhysicsResources
import Scaling

extension StatusReporter {
  /// Changes only when the floor, the gate or the reason does.
  var forecastStatus: ForecastStatus? {
    let spec = observation.resource.spec.scaling.forecast
    guard spec.mode != .off else { return nil }
    guard let decision = observation.floor else { return previous.forecast }
    var status = ForecastStatus()
    status.mode = spec.mode
    status.model = spec.model
    status.floor = decision.record?.floor
    status.changedAt = decision.record?.changedAt
    status.gate = decision.gate.map { $0 == .open ? .open : .closed }
    status.reason = decision.reason.statusSentence
    return status
  }
}
