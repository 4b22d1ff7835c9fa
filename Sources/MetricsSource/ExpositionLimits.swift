/// Bounds on one exposition; a service that exceeds them is refused rather than allowed to fill our memory.
package struct ExpositionLimits: Hashable, Sendable {
  /// Bytes of one line.
  package var lineBytes: Int
  /// Wanted samples; others cost nothing.
  package var samples: Int
  /// Labels of one sample.
  package var labels: Int

  package init(lineBytes: Int, samples: Int, labels: Int) {
    self.lineBytes = lineBytes
    self.samples = samples
    self.labels = labels
  }

  /// Prometheus' own servers commonly allow 50,000 samples per target; a pod of 500 paths, 5 methods and 5 statuses has 12,500.
  package static let pod = ExpositionLimits(lineBytes: 16 << 10, samples: 50_000, labels: 64)
}
