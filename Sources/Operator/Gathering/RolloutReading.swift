import Planning
import Rollout

/// What the metrics of both revisions say in one pass.
struct RolloutReading: Sendable {
  /// `nil` while the canary has no weight, or its pods are too young.
  var canary: AnalysisEvidence?
  /// What is known of stable alone, also before the canary has weight.
  var stable: AnalysisEvidence?
  /// Whether the next readings may tell how stable does.
  var isStableAwaited = false
  var journal: EvidenceJournal?
  var share: MeasuredShare?
  /// Whether no request reaches the canary any more; `nil` when nobody looked.
  var isSilent: Bool?
}
