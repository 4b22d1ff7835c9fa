/// What a check says of the canary.
package enum AnalysisVerdict: String, WireEnum {
  /// Enough evidence, all within limits.
  case pass = "Pass"
  /// A limit crossed, the comparison rejects, or a finding of pod health.
  case fail = "Fail"
  /// Too few requests to say.
  case insufficient = "Insufficient"
  /// Metrics unreadable, stale or nonsense.
  case providerDown = "ProviderDown"
  /// Stable is above its limits too.
  case baselineSick = "BaselineSick"
  /// The canary's pods find no room.
  case noCapacity = "NoCapacity"
}
