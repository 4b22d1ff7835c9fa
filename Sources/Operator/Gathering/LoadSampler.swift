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
  let resource: PhysicsAPI
  let memory: ServiceMemory
  let now: Timestamp

  private var forecast: ForecastSpec { resource.spec.scaling.forecast }
  private var minute: Int { Int(now.epochSeconds / 60) }

  var isDue: Bool {
    guard forecast.mode != .off else { return false }
    let minute = minute
    return memory.withState { $0.sampledMinute.map { $0 < minute } ?? true }
  }

  /// Takes a reading of all pods; the first of a pod is its base, from the second on it has a rate.
  func take(_ harvest: MetricsHarvest, pods: [APIObject]) async {
    guard isDue, harvest.isLoadSample else { return }
    let scrapes = harvest.results.compactMap { result in result.scrape.map { (result.pod, $0) } }
    let expected = ServingPods.of(pods).count
    let requested = PodRequests(pods).cpuCores
    let (minute, kind) = (minute, model)
    let parameters = guideParameters
    let (scaling, now) = (resource.spec.scaling, now)
    memory.withState { state in
      let activities = scrapes.compactMap { pod, scrape in
        state.scrapes[pod].flatMap { PodActivity(from: $0, to: scrape) }
      }
      let gauges = scrapes.map(\.1)
      state.scrapes = Dictionary(scrapes) { _, later in later }
      state.sampledMinute = minute
      var forecaster =
        state.forecaster.flatMap { $0.model == kind ? $0 : nil }
        ?? LoadForecaster(model: kind, parameters: parameters)
      if scrapes.isEmpty || activities.count * 2 < expected {
        forecaster.markOutage(minute: minute)
      } else {
        let sample = LoadSample(
          minute: minute,
          activities: activities,
          gauges: gauges,
          cpuCoresRequested: requested
        )
        forecaster.record(sample)
        state.reactive.observe(
          load: sample.requestsPerSecond,
          targetPerReplica: scaling.reactiveTargetPerReplica,
          bounds: ReplicaBounds(min: scaling.minReplicas, max: scaling.maxReplicas),
          now: now
        )
      }
      state.forecaster = forecaster
    }
    await train()
  }

  /// A hundred trees are ready in less than half an hour, at a tenth of a second per pass: were they grown in one, the services whose
  /// forests fall due in the same minute would keep all workers from a canary that goes wrong.
  private static let slicesPerSample = 4

  private func train() async {
    for _ in 0..<Self.slicesPerSample where !Task.isCancelled {
      memory.withState { state in
        guard var forecaster = state.forecaster, forecaster.isTraining else { return }
        state.forecaster = nil
        forecaster.train()
        state.forecaster = forecaster
      }
      await Task.yield()
    }
  }

  func floorEvidence(pods: [APIObject]) -> FloorEvidence? {
    guard forecast.mode != .off else { return nil }
    let lead = ScalingLead.minutes(ScalingLead.lead(podReadyTimes: readyTimes(pods)))
    let quantile = forecast.quantile
    let (answer, peak, heard, reactive) = memory.withState { state in
      let answer: Result<LoadForecast, ForecastUnavailable> = Result {
        () throws(ForecastUnavailable) in
        guard let forecaster = state.forecaster else { throw .tooLittleHistory(minutes: 0) }
        return try forecaster.forecast(quantile: quantile, ahead: lead)
      }
      let latest = state.forecaster?.ring.latest
      let heard = latest.map { Timestamp(epochSeconds: Int64($0) * 60) } ?? state.bornAt
      return (answer, state.forecaster?.peakLoad, heard, state.reactive.replicas)
    }
    return FloorEvidence(
      of: resource,
      at: now,
      lastHeard: heard,
      forecast: answer,
      peakLoad: peak,
      reactive: reactive
    )
  }

  private func readyTimes(_ pods: [APIObject]) -> [Duration] {
    pods.compactMap { pod in
      guard let created = pod.creationTimestamp, let ready = PodReadiness.since(pod) else {
        return nil
      }
      return max(ready - created, .zero)
    }
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
