package import Forecast

/// The guide's own autoscaler, number for number; a policy to compare with and the one that `model: RandomForest` reports.
package struct GuideScaler: Hashable, Sendable {
  package var bounds = ReplicaBounds(min: 1, max: 10)
  package var requestsPerSecondPerReplica = 50.0
  /// Scales when the predicted load uses more than this share of the current replicas.
  package var scaleUpUtilization = 0.8
  /// Gives replicas back below this share.
  package var scaleDownUtilization = 0.3

  package init() {}

  /// What the guide's `should_scale` answers.
  package struct Answer: Hashable, Sendable {
    package let shouldScale: Bool
    package let replicas: Int

    package init(shouldScale: Bool, replicas: Int) {
      self.shouldScale = shouldScale
      self.replicas = replicas
    }
  }

  /// Judges a predicted load; with fewer samples than the lookback nothing changes.
  ///
  /// 120 requests per second on 2 replicas of 50 use 120 %: scale to 3. On 3 replicas they use 80 %, which is not above: stay.
  package func answer(
    predicted: Double,
    currentReplicas: Int,
    samples: Int,
    lookback: Int
  ) -> Answer {
    let stay = Answer(shouldScale: false, replicas: currentReplicas)
    guard samples >= lookback, predicted.isFinite else { return stay }
    let exact = predicted / requestsPerSecondPerReplica
    // 0 / 0 is taken for nothing.
    let required = bounds.clamp(Int(min(max(0, exact), 1e9).rounded(.up)))
    let utilization = predicted / (Double(max(1, currentReplicas)) * requestsPerSecondPerReplica)
    let mayShrink = utilization < scaleDownUtilization && required < currentReplicas
    guard utilization > scaleUpUtilization || mayShrink else { return stay }
    return Answer(shouldScale: true, replicas: required)
  }

  /// Predicts from the given samples, all of which the features see as in the guide, and judges the result.
  package func answer(
    _ predictor: GuidePredictor,
    recent: [LoadSample],
    currentReplicas: Int
  ) -> Answer {
    answer(
      predicted: predictor.predict(recent),
      currentReplicas: currentReplicas,
      samples: recent.count,
      lookback: predictor.parameters.lookback
    )
  }
}
