import Forecast

/// What a forecaster answers, worked out once per change: a pass happens more often than a sample.
struct ForecastFigures: Sendable {
  /// What must be the same for the answers to be.
  struct Question: Hashable {
    let version: Int
    let quantile: Double
    /// Minutes.
    let lead: Int
  }

  let question: Question
  let forecast: Result<LoadForecast, ForecastUnavailable>
  /// At the lead; `nil` without a forecast.
  let band: ForecastBand?
  let standing: ForecastStanding
  let peakLoad: Double?
  /// Of the newest minute.
  let load: Double?

  init(_ forecaster: LoadForecaster, _ question: Question) {
    self.question = question
    forecast = Result { () throws(ForecastUnavailable) in
      try forecaster.forecast(quantile: question.quantile, ahead: question.lead)
    }
    band = try? forecaster.answer(ahead: question.lead).band
    standing = forecaster.standing
    peakLoad = forecaster.peakLoad
    load = forecaster.ring.latest.flatMap { forecaster.ring[.requestsPerSecond, $0] }
  }
}
