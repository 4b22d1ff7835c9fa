package import APIMachinery

/// What the operator knows and has decided: facts and instants, never durations or live gauges.
///
/// Everything that a restart or a new leader needs is here (rollouts: every wait and all evidence is in status).
package struct PhysicsAPIStatus: SchemaDescribed {
  /// The generation of the spec that this status is about.
  package var observedGeneration = 0
  /// `nil` before the first reconcile, and after a status was lost.
  package var phase: PhysicsAPIPhase?
  /// One sentence for people.
  package var message = ""
  package var stable: StableStatus?
  package var canary: CanaryStatus?
  package var traffic: TrafficStatus?
  package var analysis: AnalysisStatus?
  package var forecast: ForecastStatus?
  /// Why nothing advances, while phase is `Paused`.
  package var pause: PauseStatus?
  /// What `undo` went back to, until the spec names a new revision.
  package var pin: PinStatus?
  /// What is waited for, each with the instant at which waiting ends.
  package var waits: [WaitStatus] = []
  /// Replica floors that a rollout asked for and that outlive their reason.
  package var floors: [RolloutFloor] = []
  package var rejected: [RejectedRevision] = []
  /// The last ten rollouts, oldest first.
  package var history: [RolloutRecord] = []
  package var lastHandledRequest = ""
  package var lastHandledAbort = ""
  package var conditions: [Condition] = []

  package init() {}

  package static let fields: [Field<PhysicsAPIStatus>] = [
    Field(
      "observedGeneration",
      \.observedGeneration,
      .integer(0...1_000_000_000_000),
      "The generation of the spec that this status is about."
    ),
    Field(
      "phase",
      \.phase,
      optional: .oneOf(PhysicsAPIPhase.self),
      "Where the service is in its life."
    ),
    Field("message", \.message, omittingBlank: .text(max: 4_096), "What happens, in one sentence."),
    Field(
      "stable",
      \.stable,
      optional: .object(StableStatus.self),
      "The revision that users are served by."
    ),
    Field(
      "canary",
      \.canary,
      optional: .object(CanaryStatus.self),
      "The revision that is being judged."
    ),
    Field("traffic", \.traffic, optional: .object(TrafficStatus.self), "The weight in force."),
    Field(
      "analysis",
      \.analysis,
      optional: .object(AnalysisStatus.self),
      "The last check of the canary."
    ),
    Field(
      "forecast",
      \.forecast,
      optional: .object(ForecastStatus.self),
      "The forecast's part in scaling."
    ),
    Field("pause", \.pause, optional: .object(PauseStatus.self), "Why nothing advances."),
    Field("pin", \.pin, optional: .object(PinStatus.self), "What `undo` went back to."),
    Field(
      "waits",
      \.waits,
      omittingBlank: .list(of: .object(WaitStatus.self), max: 16, unique: "reason"),
      "What is waited for, and until when."
    ),
    Field(
      "floors",
      \.floors,
      omittingBlank: .list(of: .object(RolloutFloor.self), max: 16, unique: "revision"),
      "Replica floors that a rollout asked for."
    ),
    Field(
      "rejected",
      \.rejected,
      omittingBlank: .list(of: .object(RejectedRevision.self), max: 50, unique: "revision"),
      "Revisions that never get weight again without the verb retry."
    ),
    Field(
      "history",
      \.history,
      omittingBlank: .list(of: .object(RolloutRecord.self), max: 10),
      "The last ten rollouts, oldest first."
    ),
    Field(
      "lastHandledRequest",
      \.lastHandledRequest,
      omittingBlank: .text(max: 256),
      "The last value of the annotation fisica-lab.com/request that was acted on."
    ),
    Field(
      "lastHandledAbort",
      \.lastHandledAbort,
      omittingBlank: .text(max: 256),
      "The last value of the annotation fisica-lab.com/abort that was acted on."
    ),
    Field(
      "conditions",
      \.conditions,
      omittingBlank: .list(of: .condition, max: 16, unique: "type"),
      "What is true of the service, and since when."
    ),
  ]
}
