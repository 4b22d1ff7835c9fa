package import Forecast
package import Scaling
import Time

/// What the forecast said and which floor came of it, minute by minute; it does not depend on what the pods then did.
package struct FloorTrack: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    /// What was forecast for `lead` minutes later; `nil` where there was no forecast.
    package let forecast: LoadForecast?
    /// The same forecast at every quantile.
    package let band: ForecastBand?
    package let decision: FloorDecision
  }

  /// In minutes.
  package let lead: Int
  /// The place in the trace's minutes of the first point.
  package let start: Int
  package let points: [Point]

  package subscript(minute: Int) -> Point? {
    points.indices.contains(minute - start) ? points[minute - start] : nil
  }
}

/// Plays a trace to a forecaster and asks it every minute what the floor must be.
///
/// A value that is fed piece by piece, so that a caller can show progress: call `advance` until `isFinished`.
package struct FloorRehearsal: Sendable {
  /// How many minutes the forecaster lives through before it is asked.
  ///
  /// What is older comes as a backfill, as it would after an installation beside a Prometheus. Two days prove or disprove its members.
  private static let liveBefore = 2 * 1_440

  private let trace: LoadTrace
  private let settings: [LoopSettings]
  private let leads: [Int]
  private let start: Int
  private var forecaster: LoadForecaster
  private var minute: Int
  private var previous: [FloorRecord?]
  private var points: [[FloorTrack.Point]]
  private var heard: Int?
  private var reactive: [ReactiveScaling]

  /// One forecaster for several settings: only their leads and pods differ.
  package init(
    _ trace: LoadTrace,
    _ settings: [LoopSettings],
    start: Int,
    model: ForecastModel = .auto
  ) {
    self.trace = trace
    self.settings = settings
    self.start = start
    leads = settings.map {
      ScalingLead.minutes(ScalingLead.lead(podReadyTimes: [$0.podStartup]))
    }
    forecaster = LoadForecaster(model: model)
    minute = max(0, min(start, trace.samples.count) - Self.liveBefore)
    forecaster.backfill(trace.samples.prefix(minute).compactMap { $0 })
    previous = settings.map { _ in nil }
    reactive = settings.map { _ in ReactiveScaling() }
    points = settings.map { _ in [] }
  }

  package var isFinished: Bool { minute >= trace.samples.count }

  /// The share of the trace that is done, 0 to 1.
  package var progress: Double { Double(minute) / Double(max(1, trace.samples.count)) }

  package var tracks: [FloorTrack] {
    zip(leads, points).map { FloorTrack(lead: $0, start: start, points: $1) }
  }

  /// One minute: first the floor from what was known before it, then its load.
  package mutating func advance() {
    guard !isFinished else { return }
    if minute >= start {
      for index in settings.indices { decide(index) }
    }
    if let sample = trace.samples[minute] {
      forecaster.record(sample)
      heard = minute
    }
    // As much as there is: in a cluster a slice of it would be done with each sample.
    while forecaster.isTraining { forecaster.train() }
    minute += 1
  }

  private mutating func decide(_ index: Int) {
    let now = Timestamp(epochSeconds: Int64(trace.firstMinute + minute) * 60)
    let (settings, lead, quantile) = (settings[index], leads[index], settings[index].quantile)
    let forecast: Result<LoadForecast, ForecastUnavailable> = Result {
      () throws(ForecastUnavailable) in
      try forecaster.forecast(quantile: quantile, ahead: lead)
    }
    let listened = Timestamp(
      epochSeconds: Int64(trace.firstMinute + (heard ?? minute - 1) + 1) * 60
    )
    reactive[index].observe(
      load: minute > 0 ? trace.samples[minute - 1]?.requestsPerSecond : nil,
      targetPerReplica: LoopSettings.target * settings.capacity.requestsPerSecond,
      bounds: settings.bounds,
      now: now
    )
    let decision = FloorPolicy.decide(
      FloorEvidence(
        mode: .enforce,
        now: now,
        lastHeard: listened,
        forecast: forecast,
        peakLoad: forecaster.peakLoad,
        capacity: settings.capacity,
        bounds: settings.bounds,
        previous: previous[index],
        reactive: reactive[index].replicas
      )
    )
    previous[index] = decision.record
    points[index].append(
      .init(
        forecast: try? forecast.get(),
        band: try? forecaster.answer(ahead: lead).band,
        decision: decision
      )
    )
  }
}
