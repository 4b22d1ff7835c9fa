/// The buckets of the Go libraries, in seconds: a quantile over two operators makes sense only with equal bounds.
extension Histogram {
  /// controller-runtime's `controller_runtime_reconcile_time_seconds`.
  package static let reconcileBounds: [Double] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9,
    1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
  ]

  /// client-go's `ExponentialBuckets(10e-9, 10, 12)` of the work queue, from 10 ns to 1,000 s, multiplied up as Go does it, so that
  /// even the rounding (`9.999999999999999e-06`) is the same.
  package static let queueBounds: [Double] = Array(
    sequence(first: 10e-9) { $0 * 10 }.prefix(12)
  )

  /// component-base's `rest_client_request_duration_seconds`.
  package static let requestBounds: [Double] = [
    0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60,
  ]
}
