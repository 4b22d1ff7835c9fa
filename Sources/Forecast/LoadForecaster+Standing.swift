extension LoadForecaster {
  /// Who answers, why, and how well the last day went.
  package var standing: ForecastStanding {
    let answer = Result { () throws(ForecastUnavailable) in try self.answer(ahead: 15) }
    let gate = gate
    let answering = (try? answer.get())?.answering
    let day = learned?.lastDay ?? guide?.trailing.lastDay
    return ForecastStanding(
      asked: model,
      answering: answering,
      gate: gate,
      reason: reason(answer, gate: gate),
      weights: learned?.weights(of: answering) ?? [],
      errorLastDay: day?.error,
      persistenceErrorLastDay: day?.persistenceError,
      coverageLastDay: day?.coverage,
      constantInputs: model == .randomForest
        ? LoadMetric.guideInputs.filter { !ring.reports($0) } : []
    )
  }

  private func reason(
    _ answer: Result<ForecastAnswer, ForecastUnavailable>,
    gate: TrustGate
  ) -> String {
    switch (answer, gate) {
    case (.failure(.tooLittleHistory), _):
      "under an hour of load is known, so the HPA decides alone"
    case (.failure(.nothingRecent), _):
      "no load is known for the last \(RecentMean.window) minutes, so the HPA decides alone"
    case (.success(let answer), .closed(let doubt)) where answer.answering != model:
      "\(answer.answering.name) answers for \(model.name): \(doubt.sentence)"
    case (.success, .closed(let doubt)): "\(model.name) answers ungated: \(doubt.sentence)"
    case (.success(let answer), .open) where answer.answering != model:
      "\(answer.answering.name) answers for \(model.name): it has no forecast for this minute"
    case (.success, .open):
      model.isLearned
        ? "\(model.name) is trusted: over the last day it was at least as close as assuming no change"
        : "\(model.name) needs no proof"
    }
  }
}

extension ForecastModel {
  /// Whether it must prove itself.
  fileprivate var isLearned: Bool {
    switch self {
    case .auto, .randomForest, .ridge, .holtWinters, .trees, .mixWithoutTrees: true
    case .recentMean, .persistence, .seasonalNaive: false
    }
  }
}
