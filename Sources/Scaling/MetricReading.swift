/// What the metrics server answered for one metric.
package enum MetricReading: Hashable, Sendable {
  /// One entry for every pod that the selector finds, measured or not.
  case pods([PodReading])
  /// The value of an external or object metric.
  case total(Double)
  /// The API did not answer.
  case failed
}
