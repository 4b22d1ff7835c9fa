package import Forecast

/// A forecaster brought to the end of a trace as a cluster would bring it there: a backfill, then two days lived through minute by
/// minute, so that it is trained, its members weighed and its gate judged.
package struct ForecastRehearsal: Sendable {
  private static let lived = 2 * 1_440

  private let samples: [LoadSample]
  private var next: Int
  /// What it came to; the forecast is the answer once `isFinished`.
  package private(set) var forecaster: LoadForecaster

  package init(_ trace: LoadTrace, model: ForecastModel, seed: UInt64 = 42) {
    samples = trace.samples.compactMap { $0 }
    forecaster = LoadForecaster(model: model, seed: seed)
    let end = trace.firstMinute + trace.samples.count
    next = samples.firstIndex { $0.minute >= end - Self.lived } ?? 0
    forecaster.backfill(samples.prefix(next))
  }

  /// Begins where a check-point ends; there are no minutes to live through.
  package init(_ checkpoint: ForecastCheckpoint, model: ForecastModel, seed: UInt64 = 42) {
    samples = []
    next = 0
    forecaster = LoadForecaster(model: model, seed: seed)
    forecaster.restore(checkpoint)
  }

  package var isFinished: Bool { next >= samples.count && !forecaster.isTraining }

  /// From 0 to 1.
  package var progress: Double {
    samples.isEmpty ? 0 : Double(next) / Double(samples.count)
  }

  /// A minute, or a slice of a training that is due.
  package mutating func advance() {
    if forecaster.isTraining { return forecaster.train() }
    guard next < samples.count else { return }
    forecaster.record(samples[next])
    next += 1
  }
}
