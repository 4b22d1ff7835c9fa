import Planning
import Rollout
import Scaling

/// What the pods of a service said in one pass, in the form that a plan takes.
struct MetricsReadings: Sendable {
  var canary: AnalysisEvidence?
  var journal: EvidenceJournal?
  var floor: FloorEvidence?
}
