import APIMachinery
import PhysicsResources
import Time

extension ServiceReport {
  /// The wait that decides: the first that is not over.
  ///
  /// A hold that is over may be followed by a wait for requests; before that, they are no obstacle yet.
  var decidingWait: WaitStatus? {
    status.waits.first { $0.deadline.map { $0 > now } ?? true } ?? status.waits.last
  }

  /// To the next thing that happens by itself on a good day; the end of any other wait is the end of patience.
  var timeLeft: Duration? {
    let good: [ConditionReason] = [.hold, .drain]
    guard let wait = decidingWait, good.contains(where: { $0.rawValue == wait.reason }) else {
      return nil
    }
    return wait.deadline.map { $0 - now }.flatMap { $0 > .zero ? $0 : nil }
  }

  /// Why the status may not be about the present specification.
  var staleness: String? {
    guard let seen = status.phase.map({ _ in status.observedGeneration }), seen < object.generation
    else { return nil }
    return "the status is about generation \(seen) and the spec has \(object.generation): "
      + "no operator has looked at the last change yet"
  }
}
