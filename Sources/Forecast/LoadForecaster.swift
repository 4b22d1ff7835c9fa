/// Everything that one service's forecast needs between two minutes: its history, its model and how well that did.
///
/// A value: feed it samples with `record`, let it train with `train`, ask it with `forecast`. Nothing in it waits or starts by
/// itself, and what it answers follows from what it was fed and its seed.
package struct LoadForecaster: Sendable {
  package let model: ForecastModel
  /// Whether a model that does badly steps aside for a plainer one; off only to judge a model by itself.
  package let isGated: Bool
  package private(set) var ring = SampleRing()
  /// The guide's forest, for `randomForest` only.
  private(set) var guide: GuideMember?
  /// Trained members and their mix, for the models that have some.
  private(set) var learned: LearnedForecaster?
  /// Of the guide's forest, whether or not that is the model.
  package let parameters: GuideParameters

  package init(
    model: ForecastModel,
    parameters: GuideParameters = GuideParameters(),
    seed: UInt64 = 42,
    isGated: Bool = true
  ) {
    self.model = model
    self.isGated = isGated
    self.parameters = parameters
    guide = model == .randomForest ? GuideMember(parameters: parameters) : nil
    learned = LearnedForecaster(model, seed: seed)
  }
}

// MARK: - Learning
extension LoadForecaster {
  /// Takes a minute's load, or says why not; the forecasts for that minute are judged by it.
  ///
  /// Only the guide's forest looks at more than the request rate; for the others the other metrics are neither kept nor a cause
  /// to refuse.
  @discardableResult
  package mutating func record(_ sample: LoadSample) -> SampleRefusal? {
    if let refusal = ring.record(kept(sample)) { return refusal }
    guard sample.minute == ring.latest else { return nil }
    guide?.observe(sample, ring: ring)
    learned?.observe(sample, ring: ring)
    scheduleTraining()
    return nil
  }

  /// Takes a history that others kept, oldest first; no forecast is issued or judged on the way.
  package mutating func backfill(_ samples: some Sequence<LoadSample>) {
    for sample in samples { ring.record(kept(sample)) }
    scheduleTraining()
  }

  /// Marks a minute whose load must not be learned.
  package mutating func markOutage(minute: Int) {
    ring.markOutage(minute: minute)
  }

  /// Whether `train` has something to do.
  package var isTraining: Bool { guide?.isTraining ?? learned?.isTraining ?? false }

  /// One slice of training, a few milliseconds; does nothing when none is due.
  package mutating func train() {
    guide?.train(on: ring)
    learned?.train(on: ring)
  }

  /// Takes over the history that a check-point kept, as far as the ring does not know better.
  package mutating func restore(_ checkpoint: ForecastCheckpoint) {
    backfill(checkpoint.samples)
  }

  /// The history in a form that fits into a ConfigMap; `nil` while nothing is known.
  package var checkpoint: ForecastCheckpoint? { ForecastCheckpoint(ring) }

  private func kept(_ sample: LoadSample) -> LoadSample {
    guard guide == nil else { return sample }
    return LoadSample(minute: sample.minute, requestsPerSecond: sample.requestsPerSecond)
  }

  private mutating func scheduleTraining() {
    guide?.scheduleTraining(ring)
    learned?.scheduleTraining(ring)
  }
}
