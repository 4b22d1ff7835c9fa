import APIMachinery
import Forecast
import PhysicsResources
import Planning
import Scaling
import Time

/// What a plan gets to know of the load.
extension LoadSampler {
  /// How long a process that knows nothing yet is waited for: two readings, of which the first is a base.
  private static let beginning = Duration.seconds(180)
  /// The same for one that reads and learns a history of days.
  private static let longestReading = Duration.seconds(600)
  /// A forecast from an older minute is one of the past.
  private static let newestMinutes = 3

  func floorEvidence(pods: [APIObject]) -> FloorEvidence? {
    guard forecast.mode != .off else { return nil }
    let lead = ScalingLead.minutes(ScalingLead.lead(podReadyTimes: readyTimes(pods)))
    let (quantile, minute) = (forecast.quantile, Int(now.epochSeconds / 60))
    let (figures, heard, capacity, reactive) = memory.withState { state in
      let question = ForecastFigures.Question(
        version: state.load.version,
        quantile: quantile,
        lead: lead
      )
      if state.load.figures?.question != question {
        state.load.figures = state.load.forecaster.map { ForecastFigures($0, question) }
      }
      let latest = state.load.forecaster?.ring.latest
      let isOld = latest.map { minute - $0 > Self.newestMinutes } ?? false
      let figures = state.load.figures
      let answer =
        isOld
        ? .failure(.nothingRecent) : figures?.forecast ?? .failure(.tooLittleHistory(minutes: 0))
      return (
        (answer: answer, peak: figures?.peakLoad), state.load.heardAt ?? state.bornAt,
        state.load.meter?.capacity, state.load.reactive.replicas
      )
    }
    return FloorEvidence(
      of: resource,
      at: now,
      lastHeard: heard,
      forecast: figures.answer,
      peakLoad: figures.peak,
      capacity: capacity,
      reactive: reactive
    )
  }

  var facts: ForecastFacts {
    let now = now
    return memory.withState { state in
      let age = now - state.bornAt
      let isReading = state.load.history.isBeingRead && age < Self.longestReading
      let isPending = isReading || state.load.heardAt == nil && age < Self.beginning
      return ForecastFacts(
        standing: state.load.figures?.standing,
        isPending: isPending,
        complaint: state.load.complaint
      )
    }
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
