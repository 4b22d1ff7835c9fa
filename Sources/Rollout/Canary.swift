package import Time

/// A candidate revision on its way to all of the traffic.
package struct Canary: Hashable, Sendable {
  /// Where on the way.
  package enum Stop: Hashable, Sendable {
    /// An index into the policy's steps, counted from 0.
    case step(Int)
    /// The implied last stop: 100 %, roles unchanged, rollback still armed.
    case full
  }

  package enum Stage: Hashable, Sendable {
    /// Capacity and traffic for this stop are being brought up; it ends when the router has accepted the weight.
    case raising(since: Timestamp)
    /// The router has accepted the weight; the requests do not show it yet.
    case verifying(acceptedAt: Timestamp)
    /// The weight is in force and the canary is being judged; the hold counts from here.
    case holding(since: Timestamp)

    package var since: Timestamp {
      switch self {
      case .raising(let since), .verifying(let since), .holding(let since): since
      }
    }
  }

  package var isHolding: Bool {
    switch stage {
    case .raising, .verifying: false
    case .holding: true
    }
  }

  package let revision: RevisionID
  package let startedAt: Timestamp
  package var stop: Stop
  package var stage: Stage
  /// The weight that the present stop had when it was entered, to find the place again after an edit of the steps.
  package var weight: Int
  /// When the present stop was entered: its pods are judged from here on, whatever the stage.
  package var enteredAt: Timestamp
  /// Where the evidence begins that it is judged on: its first weight, or a `resume` that gave it another chance.
  package var judgedSince: Timestamp
  /// Since when its pods are there and nothing speaks against the weight of this stop: the router's time counts from here.
  package var clearedAt: Timestamp?
  /// Whether somebody asked for it by name, so that a sick stable revision neither holds nor suspends it.
  package var isForced: Bool
  package var record: AnalysisRecord

  package init(
    revision: RevisionID,
    startedAt: Timestamp,
    stop: Stop,
    stage: Stage,
    weight: Int,
    enteredAt: Timestamp? = nil,
    judgedSince: Timestamp? = nil,
    clearedAt: Timestamp? = nil,
    isForced: Bool = false,
    record: AnalysisRecord = AnalysisRecord()
  ) {
    self.revision = revision
    self.startedAt = startedAt
    self.stop = stop
    self.stage = stage
    self.weight = weight
    self.record = record
    self.isForced = isForced
    self.clearedAt = clearedAt
    self.judgedSince = judgedSince ?? startedAt
    self.enteredAt = enteredAt ?? stage.since
  }

  /// At the first stop of the policy, with nothing raised yet.
  package static func starting(
    _ revision: RevisionID,
    under policy: RolloutPolicy,
    at now: Timestamp
  ) -> Canary {
    let stop: Stop = policy.steps.isEmpty ? .full : .step(0)
    return Canary(
      revision: revision,
      startedAt: now,
      stop: stop,
      stage: .raising(since: now),
      weight: policy.weight(at: stop)
    )
  }

  /// The same canary on its way to another stop, its failures forgotten.
  package func moving(to stop: Stop, under policy: RolloutPolicy, at now: Timestamp) -> Canary {
    Canary(
      revision: revision,
      startedAt: startedAt,
      stop: stop,
      stage: .raising(since: now),
      weight: policy.weight(at: stop),
      judgedSince: judgedSince,
      isForced: isForced
    )
  }
}
