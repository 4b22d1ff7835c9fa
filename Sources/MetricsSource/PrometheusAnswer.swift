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

  /// The one number that was asked for; see `PrometheusValue.sum(of:)`.
  package func number() throws(PrometheusError) -> Double {
    try value.sum(of: query)
  }
}
