package import Metering

/// What the metrics of a queue show.
package struct WorkQueueStatistics: Hashable, Sendable {
  /// Keys that are due and not taken yet.
  package let depth: Int
  /// Keys that wait for their time.
  package let delayed: Int
  /// Keys that are being worked on.
  package let inProgress: Int
  /// Passes that ended in failure.
  package let retries: Int
  /// Keys that were wanted, each counted once until it is taken.
  package let adds: Int
  /// In seconds, from being wanted to being taken.
  package let queueDuration: Histogram
  /// In seconds, from being taken to the end of the pass.
  package let workDuration: Histogram
  /// The same in the buckets of controller-runtime.
  package let reconcileTime: Histogram
  package let outcomes: ReconcileOutcomes
  /// The ages of all passes under way together.
  package let unfinishedWork: Duration
  /// The age of the oldest pass under way.
  package let longestRunning: Duration

  init(_ state: WorkQueueState, now: Duration) {
    let measures = state.measures
    depth = state.depth
    delayed = state.delayed
    inProgress = state.inProgress
    retries = state.retries
    adds = measures.adds
    queueDuration = measures.queueDuration
    workDuration = measures.workDuration
    reconcileTime = measures.reconcileTime
    outcomes = measures.outcomes
    (unfinishedWork, longestRunning) = measures.underWay(now: now)
  }
}
