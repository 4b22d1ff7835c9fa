import APIMachinery
import Forecast
import JSON
import MetricsSource
import PhysicsResources
import Planning
import Scaling
import Time

/// Takes the service's load once a minute and keeps its forecast.
struct LoadSampler {
  /// Readings further apart say how busy the pods were on average, not in this minute.
  private static let longestInterval = Duration.seconds(150)
  /// Above this share of failed requests a minute tells of the failure and not of the demand.
  private static let outageErrorRate = 0.5

  let desk: ForecastDesk
  let resource: PhysicsAPI
  /// The ConfigMap with the check-point, as far as the cache shows it.
  let journal: APIObject?
  let memory: ServiceMemory
  let now: Timestamp

  var forecast: ForecastSpec { resource.spec.scaling.forecast }
  private var minute: Int { Int(now.epochSeconds / 60) }

  var isDue: Bool {
    guard forecast.mode != .off else { return false }
    let minute = minute
    return memory.withState { $0.load.sampledMinute.map { $0 < minute } ?? true }
  }

  /// Has the history read, and a model taught, where the service is new or its specification asks for another one.
  func prepare() {
    guard forecast.mode != .off else { return }
    let (model, parameters, metrics) = (model, guideParameters, resource.spec.metrics)
    let (journal, now, resource) = (journal, now, resource)
    let order: LearnOrder? = memory.withState { state in
      let present = state.load.forecaster
      if present == nil {
        state.load.forecaster = LoadForecaster(model: model, parameters: parameters)
        state.load.noteChange()
      }
      let isAnother = present.map { !$0.answers(for: model, parameters) } ?? false
      let looks = state.load.history.isJournalDue(at: now)
      let backfills = state.load.history.isBackfillDue(metrics, at: now)
      let readsJournal = looks && journal != nil
      if looks, !readsJournal { state.load.history.hasReadJournal = true }
      guard !state.load.history.isBeingRead, isAnother || readsJournal || backfills else {
        return nil
      }
      return LearnOrder(
        resource: resource,
        model: model,
        parameters: parameters,
        journal: readsJournal ? journal : nil,
        looksForJournal: looks,
        backfills: backfills,
        replaces: isAnother,
        known: present?.samples(after: nil) ?? []
      )
    }
    if let order { desk.take(order, of: memory) }
  }

  /// Takes a reading of all pods; the first of a pod is its base, from the second on it has a rate.
  func take(_ harvest: MetricsHarvest, pods: [APIObject]) {
    guard isDue, harvest.isLoadSample else { return }
    let serving = ServingPods.of(pods).filter { PodReadiness.since($0) != nil }
    let reading = LoadReading(
      harvest,
      serving: serving,
      requested: PodRequests(serving),
      minute: minute
    )
    let (scaling, now) = (resource.spec.scaling, now)
    let start = ReplicaCapacity(scaling)
    memory.withState { state in
      let sample = reading.sample(
        after: state.scrapes,
        at: state.load.scrapedAt,
        longestInterval: Self.longestInterval
      )
      let isFirst = state.scrapes.isEmpty
      state.scrapes = reading.scrapes
      state.load.scrapedAt = harvest.at
      state.load.sampledMinute = reading.minute
      guard let sample, sample[.errorRate] <= Self.outageErrorRate else {
        // Before there is anything to compare with, nobody knows what this minute was.
        if !isFirst || reading.scrapes.isEmpty {
          state.load.forecaster?.markOutage(minute: reading.minute)
          state.load.noteChange()
        }
        return
      }
      state.load.heardAt = harvest.at
      state.load.forecaster?.record(sample)
      state.load.measure(sample, pods: serving.count, startingFrom: start)
      state.load.reactive.observe(
        load: sample.requestsPerSecond,
        targetPerReplica: scaling.reactiveTargetPerReplica(at: state.load.meter?.capacity),
        bounds: ReplicaBounds(min: scaling.minReplicas, max: scaling.maxReplicas),
        now: now
      )
      state.load.noteChange()
    }
    desk.train(resource.key, memory)
  }
}

extension LoadSampler {
  private var model: Forecast.ForecastModel {
    switch forecast.model {
    case .auto: .auto
    case .randomForest: .randomForest
    case .recentMean: .recentMean
    }
  }

  private var guideParameters: GuideParameters {
    GuideParameters(
      lookback: Int(forecast.guide.lookback.components.seconds / 60),
      horizon: Int(forecast.guide.horizon.components.seconds / 60)
    )
  }
}

extension LoadForecaster {
  /// Whether it is the one that the specification asks for.
  fileprivate func answers(for model: Forecast.ForecastModel, _ guide: GuideParameters) -> Bool {
    self.model == model && (model != .randomForest || parameters == guide)
  }
}

extension LoadMemory {
  /// What a pod can do, learned from one more minute.
  fileprivate mutating func measure(
    _ sample: LoadSample,
    pods: Int,
    startingFrom start: ReplicaCapacity?
  ) {
    guard pods > 0 else { return }
    if meter == nil || meterStart != start {
      meter = CapacityMeter(startingFrom: start, resuming: meter?.memory ?? measured)
      meterStart = start
      measured = nil
    }
    meter?.observe(
      CapacityMeter.Minute(
        requestsPerSecondPerReplica: sample.requestsPerSecond / Double(pods),
        latency: sample[.latency],
        queueDepthPerReplica: sample[.queueDepth] / Double(pods),
        cpu: sample[.cpu]
      )
    )
  }
}
