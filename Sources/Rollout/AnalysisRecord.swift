package import Time

/// What the checks of one step have said so far; journalled, so that a new leader goes on where the old one stopped.
package struct AnalysisRecord: Hashable, Sendable {
  /// Failed checks in this step.
  package var failures: Int
  package var lastCheckAt: Timestamp?
  /// Since when there were too few requests to judge, without a break.
  package var insufficientSince: Timestamp?
  /// Since when no metrics could be read, without a break.
  package var providerDownSince: Timestamp?
  /// Since when there was no verdict for any reason, without a break.
  package var noVerdictSince: Timestamp?

  package init(
    failures: Int = 0,
    lastCheckAt: Timestamp? = nil,
    insufficientSince: Timestamp? = nil,
    providerDownSince: Timestamp? = nil,
    noVerdictSince: Timestamp? = nil
  ) {
    self.failures = failures
    self.lastCheckAt = lastCheckAt
    self.insufficientSince = insufficientSince
    self.providerDownSince = providerDownSince
    self.noVerdictSince = noVerdictSince
  }
}
