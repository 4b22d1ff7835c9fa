import APIMachinery
import PhysicsResources
import Rollout
import Time

extension ServiceReport {
  /// Until the present hold is over; `nil` where nothing ends by itself.
  var holdEnd: Timestamp? {
    guard let canary = status.canary, canary.stage == .holding, let since = canary.stageSince,
      let spec, status.phase == .progressing || status.phase == .baking
    else { return nil }
    let stop: Canary.Stop = status.phase == .baking ? .full : .step(canary.step)
    switch RolloutPolicy(spec).hold(at: stop) {
    case .manual: return nil
    case .time(let length): return since + length
    }
  }

  /// To the next thing that happens by itself.
  var timeLeft: Duration? {
    let ends = status.waits.compactMap(\.deadline) + [holdEnd].compactMap(\.self)
    return ends.map { $0 - now }.filter { $0 > .zero }.min()
  }

  /// Why the status may not be about the present specification.
  var staleness: String? {
    guard let seen = status.phase.map({ _ in status.observedGeneration }), seen < object.generation
    else { return nil }
    return "the status is about generation \(seen) and the spec has \(object.generation): "
      + "no operator has looked at the last change yet"
  }
}
