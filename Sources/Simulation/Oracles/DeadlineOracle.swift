import APIMachinery
import EmbeddedAPIServer
import PhysicsResources
import Time

/// I9: every hold has a deadline in status, and ends with it.
struct DeadlineOracle: Oracle {
  /// A pass between two phases, a journal write that has to be repeated.
  private static let patience = Duration.seconds(90)

  private struct Hold {
    let service: ObjectKey
    let since: Timestamp
    let words: String
    var isTold = false
  }

  private var holds: [Hold] = []

  mutating func see(_ moment: OracleMoment) -> [Breach] {
    moment.after.services.compactMap { service in
      let known = holds.firstIndex { $0.service == service.key }
      guard let words = fault(of: service, moment) else {
        if let known { holds.remove(at: known) }
        return nil
      }
      guard let index = known, holds[index].words == words else {
        if let known { holds.remove(at: known) }
        holds.append(Hold(service: service.key, since: moment.now, words: words))
        return nil
      }
      guard !holds[index].isTold, let length = moment.known(since: holds[index].since),
        length > Self.patience
      else { return nil }
      holds[index].isTold = true
      return moment.breach("I9", words)
    }
  }

  /// What is wrong with the waiting of this moment.
  private func fault(of service: RecordedService, _ moment: OracleMoment) -> String? {
    let status = service.status
    guard isUnderWay(status.phase), !isStalled(status) else { return nil }
    let phase = status.phase?.rawValue ?? ""
    let deadlines = status.waits.compactMap(\.deadline)
    guard let last = deadlines.max() else { return "\(phase) waits for nothing with a deadline" }
    return moment.now > last ? "\(phase) goes on after its deadline" : nil
  }

  private func isUnderWay(_ phase: PhysicsAPIPhase?) -> Bool {
    switch phase {
    case .progressing, .baking, .promoting, .rollingBack: true
    case .initializing, .steady, .paused, .rolledBack, .degraded, .none: false
    }
  }

  private func isStalled(_ status: PhysicsAPIStatus) -> Bool {
    status.conditions.contains { $0.type == ConditionType.stalled.rawValue && $0.status == .yes }
  }
}
