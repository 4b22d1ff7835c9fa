/// A value, and what Prometheus wants to be known about it.
package struct PrometheusAnswer: Hashable, Sendable {
  package let query: String
  package let value: PrometheusValue
  /// Partial results, remote storage that did not answer; the value may be too low.
  package let warnings: [String]

  package init(query: String, value: PrometheusValue, warnings: [String]) {
    self.query = query
    self.value = value
    self.warnings = warnings
  }

  /// The one number that was asked for.
  ///
  /// Never one by accident: no series is `noData` and several are `manySeries`; NaN, a string, a range and an incomplete answer are said too.
  package func number() throws(PrometheusError) -> Double {
    let number = try value.number(of: query)
    try refusePartial()
    return number
  }

  /// Every series with its samples, for a query that ends in `[90s]`.
  package func series() throws(PrometheusError) -> [PrometheusValue.Series] {
    try refusePartial()
    guard case .matrix(let series) = value else {
      throw .malformed("a range of samples was asked for, and is not what came")
    }
    return series
  }

  private func refusePartial() throws(PrometheusError) {
    guard warnings.isEmpty else { throw .partial(warnings: warnings) }
  }
}
