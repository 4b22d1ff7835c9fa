/// A backtest minute by minute, so that a caller can show how far it is and hand in a clock.
package struct BacktestReplay: Sendable {
  private let settings: BacktestSettings
  private let samples: [LoadSample]
  /// The first minute from which forecasts are judged.
  private let splitMinute: Int
  private var forecaster: LoadForecaster
  private var next: Int
  private var pending: [Pending] = []
  private var tally: BacktestTally

  private struct Pending {
    let minute: Int
    let band: ForecastBand
    let answering: ForecastModel
    let persistence: Double
    let persistenceQuantiles: QuantileValues
  }

  /// Prepares a replay of `samples`, which must rise in time; what the ring refuses is left out.
  package init(
    _ model: ForecastModel,
    samples: [LoadSample],
    settings: BacktestSettings = BacktestSettings()
  ) throws(BacktestRefusal) {
    guard (1...15).contains(settings.horizonMinutes) else {
      throw .horizon(settings.horizonMinutes)
    }
    guard settings.split > 0, settings.split < 1 else { throw .split }
    guard let first = samples.first, let last = samples.last else { throw .noSamples }
    let splitMinute =
      first.minute + Int((Double(last.minute - first.minute + 1) * settings.split).rounded())
    self.splitMinute = splitMinute
    guard last.minute >= splitMinute + settings.horizonMinutes else {
      throw .nothingAfterSplit(samples: samples.count)
    }
    self.settings = settings
    self.samples = samples
    forecaster = LoadForecaster(
      model: model,
      parameters: settings.guide,
      seed: settings.seed,
      isGated: settings.isGated
    )
    next = samples.firstIndex { $0.minute >= splitMinute - settings.warmUpMinutes } ?? 0
    tally = BacktestTally(model, settings: settings, splitMinute: splitMinute)
    forecaster.backfill(samples.prefix(next))
    tally.learnScale(
      of: samples.prefix { $0.minute < splitMinute },
      horizon: settings.horizonMinutes
    )
  }

  package var isFinished: Bool { next >= samples.count }

  /// From 0 to 1.
  package var progress: Double { Double(next) / Double(max(1, samples.count)) }

  /// Lives through one more sample; the forecast that came due with it, if one did.
  ///
  /// `clock` reads a clock that never goes back; a test hands in one that stands still.
  @discardableResult
  package mutating func advance(clock: () -> Duration) -> BacktestPoint? {
    guard !isFinished else { return nil }
    let sample = samples[next]
    next += 1
    let isJudging = sample.minute >= splitMinute
    trainIfDue(isJudging, clock: clock)
    let start = clock()
    guard forecaster.record(sample) == nil else { return nil }
    let due = judge(sample)
    let answer = try? forecaster.answer(ahead: settings.horizonMinutes)
    if isJudging { tally.addPrediction(clock() - start) }
    if isJudging, let answer { remember(answer, madeAt: sample) }
    return due
  }

  /// The result, once finished.
  package func result() throws(BacktestRefusal) -> Backtest {
    guard let result = tally.result else {
      throw .neverForecast(minutes: (samples.last?.minute ?? 0) - (samples.first?.minute ?? 0) + 1)
    }
    return result
  }

  private mutating func trainIfDue(_ isJudging: Bool, clock: () -> Duration) {
    guard forecaster.isTraining else { return }
    let start = clock()
    while forecaster.isTraining { forecaster.train() }
    if isJudging { tally.addTraining(clock() - start) }
  }

  private mutating func remember(_ answer: ForecastAnswer, madeAt sample: LoadSample) {
    let history = forecaster.ring.series(last: PlainForecast.reach)
    let baseline = PlainForecast(history, rule: .persistence)
    pending.append(
      Pending(
        minute: sample.minute + settings.horizonMinutes,
        band: answer.band,
        answering: answer.answering,
        persistence: sample.requestsPerSecond,
        persistenceQuantiles: baseline?.quantiles(ahead: settings.horizonMinutes)
          ?? QuantileValues(repeating: sample.requestsPerSecond)
      )
    )
  }

  private mutating func judge(_ sample: LoadSample) -> BacktestPoint? {
    while let first = pending.first, first.minute <= sample.minute {
      pending.removeFirst()
      guard first.minute == sample.minute else { continue }
      let point = BacktestPoint(
        minute: sample.minute,
        actual: sample.requestsPerSecond,
        point: first.band.point,
        quantiles: first.band.quantiles,
        persistence: first.persistence,
        answering: first.answering
      )
      tally.add(point, persistenceQuantiles: first.persistenceQuantiles)
      return point
    }
    return nil
  }
}

extension Backtest {
  /// Replays the whole history at once.
  package static func run(
    _ model: ForecastModel,
    on samples: [LoadSample],
    settings: BacktestSettings = BacktestSettings(),
    clock: () -> Duration
  ) throws(BacktestRefusal) -> Backtest {
    var replay = try BacktestReplay(model, samples: samples, settings: settings)
    while !replay.isFinished { replay.advance(clock: clock) }
    return try replay.result()
  }
}
