/// What a forecast may do to a service.
package enum ForecastMode: String, CaseIterable, Hashable, Sendable {
  /// Nothing is computed.
  case off
  /// The same numbers as `enforce`, published and otherwise without effect.
  case observe
  /// The forecast's floor is raised under the HPA.
  case enforce
}
