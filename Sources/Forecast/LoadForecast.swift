/// What a service's load will be, and who says so.
package struct LoadForecast: Hashable, Sendable {
  /// The newest minute that the forecast has seen.
  package let madeAt: Int
  /// How far ahead it looks, in minutes.
  package let lead: Int
  /// The model that answered; plainer than the one asked for while that one's gate is closed.
  package let model: ForecastModel
  package let gate: TrustGate
  /// The most likely load at the lead, requests per second.
  package let point: Double
  /// The load at the lead that is exceeded with probability one minus the quantile asked for.
  package let upperAtLead: Double
  /// The largest P90 of the next fifteen minutes: what a falling floor must still carry.
  package let upperNext15Minutes: Double

  /// The lead is that of a pod which starts in three minutes unless it is given.
  package init(
    madeAt: Int,
    lead: Int = 5,
    model: ForecastModel,
    gate: TrustGate,
    point: Double,
    upperAtLead: Double,
    upperNext15Minutes: Double
  ) {
    self.madeAt = madeAt
    self.lead = lead
    self.model = model
    self.gate = gate
    self.point = point
    self.upperAtLead = upperAtLead
    self.upperNext15Minutes = upperNext15Minutes
  }
}
