import PhysicsResources
import Rollout

/// What the checks said, and what they go on from.
extension StatusReporter {
  /// Written once per counted check, so that a rollout does not rewrite its status at every scrape.
  var analysisStatus: AnalysisStatus? {
    guard let record = analysisRecord else { return nil }
    guard let at = record.lastCheckAt else { return evidenceAlone }
    guard at != previous.analysis?.at else { return previous.analysis }
    var status = AnalysisStatus()
    status.at = at
    status.failures = record.failures
    status.verdict = AnalysisVerdict(facts.verdict)
    status.checks = checks.map(CheckStatus.init)
    status.evidence = observation.evidenceJournal?.json
    return status
  }

  /// A new stop begins without failures and without a check, but what was counted for the rollout goes on.
  private var evidenceAlone: AnalysisStatus? {
    guard let last = previous.analysis, last.at != nil else { return previous.analysis }
    var status = AnalysisStatus()
    status.evidence = observation.evidenceJournal?.json ?? last.evidence
    return status.evidence == nil ? nil : status
  }

  private var analysisRecord: AnalysisRecord? {
    switch state.phase {
    case .progressing(let canary), .paused(let canary, _): canary.record
    case .initializing, .steady, .promoting, .rollingBack, .rolledBack: nil
    }
  }
}
