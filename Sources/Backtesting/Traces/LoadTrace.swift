package import Forecast

/// A service's load, minute by minute, as somebody recorded it.
package struct LoadTrace: Hashable, Sendable {
  /// Where it came from, for titles.
  package let name: String
  /// Whole minutes since the Unix epoch.
  package let firstMinute: Int
  /// One slot per minute from the first to the last; `nil` where nobody knows.
  package let samples: [LoadSample?]
  /// How far apart the rows of the source were, in seconds.
  package let stepSeconds: Int
  /// What the source told besides the request rate.
  package let metrics: [LoadMetric]
  /// What was odd about the source and what became of it.
  package let warnings: [TraceWarning]

  package init(
    name: String,
    firstMinute: Int,
    samples: [LoadSample?],
    stepSeconds: Int = 60,
    metrics: [LoadMetric] = [],
    warnings: [TraceWarning] = []
  ) {
    self.name = name
    self.firstMinute = firstMinute
    self.samples = samples
    self.stepSeconds = stepSeconds
    self.metrics = metrics
    self.warnings = warnings
  }

  /// Requests per second by minute; `nil` where nobody knows.
  package var loads: [Double?] { samples.map { $0?.requestsPerSecond } }

  /// One sample per row of the source: a row that stands for several minutes is known in the first of them only.
  package var readings: [LoadSample] {
    let step = max(1, stepSeconds / 60)
    return samples.enumerated().compactMap { minute, sample in
      minute % step == 0 ? sample : nil
    }
  }

  package var knownMinutes: Int { samples.count { $0 != nil } }

  /// The load that a share `level` of the known minutes does not exceed; 0 without any.
  package func quantile(_ level: Double) -> Double {
    ErrorQuantiles(samples.compactMap { $0?.requestsPerSecond }).quantile(level) ?? 0
  }
}
