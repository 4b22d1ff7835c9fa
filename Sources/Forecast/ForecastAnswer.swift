/// A band and who gave it.
package struct ForecastAnswer: Hashable, Sendable {
  package let band: ForecastBand
  package let answering: ForecastModel
}
