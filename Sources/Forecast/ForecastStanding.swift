/// How a service's forecast stands: who answers, why, and how well the last day went.
package struct ForecastStanding: Hashable, Sendable {
  /// The model asked for.
  package let asked: ForecastModel
  /// The model that answers; `nil` while the HPA decides alone.
  package let answering: ForecastModel?
  package let gate: TrustGate
  /// Why the gate is as it is and who answers, in words; without numbers that change every minute.
  package let reason: String
  /// The share of each member in the answer, fifteen minutes ahead; empty for a model that is none.
  package let weights: [MemberWeight]
  /// Mean absolute error over the last 24 hours, fifteen minutes ahead, of the model asked for; `nil` before any came due.
  package let errorLastDay: Double?
  /// The same for assuming no change.
  package let persistenceErrorLastDay: Double?
  /// The share of the last day's minutes under their P95; `nil` before any came due.
  package let coverageLastDay: Double?
  /// The inputs of the guide's forest that this service never reported: constant columns that teach it nothing.
  package let constantInputs: [LoadMetric]

  package init(
    asked: ForecastModel,
    answering: ForecastModel?,
    gate: TrustGate,
    reason: String,
    weights: [MemberWeight] = [],
    errorLastDay: Double? = nil,
    persistenceErrorLastDay: Double? = nil,
    coverageLastDay: Double? = nil,
    constantInputs: [LoadMetric] = []
  ) {
    self.asked = asked
    self.answering = answering
    self.gate = gate
    self.reason = reason
    self.weights = weights
    self.errorLastDay = errorLastDay
    self.persistenceErrorLastDay = persistenceErrorLastDay
    self.coverageLastDay = coverageLastDay
    self.constantInputs = constantInputs
  }
}

/// A member of the mix and its share of the answer, 0 to 1.
package struct MemberWeight: Hashable, Sendable {
  package let member: ForecastModel
  package let weight: Double

  package init(_ member: ForecastModel, _ weight: Double) {
    self.member = member
    self.weight = weight
  }
}
