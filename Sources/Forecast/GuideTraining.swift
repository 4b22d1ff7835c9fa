/// The training of a `GuidePredictor`, one tree at a time.
package struct GuideTraining: Sendable {
  package let scaler: StandardScaler
  private var trainer: ForestTrainer
  private var generator: SplitMix64

  /// Prepares a training; `nil` when the history is too short for a single row.
  package init?(history: [LoadSample?], parameters: GuideParameters) {
    let reach = parameters.maxTrainingRows + parameters.lookback + parameters.horizon
    let set = TrainingSet(history: history.suffix(reach), parameters: parameters)
    self.init(features: set.features, targets: set.targets, parameters: parameters)
  }

  package init?(features: FeatureMatrix, targets: [Double], parameters: GuideParameters) {
    guard !targets.isEmpty else { return nil }
    scaler = StandardScaler(fitting: features)
    generator = SplitMix64(seed: parameters.seed)
    trainer = ForestTrainer(
      features: scaler.transform(features),
      targets: targets,
      treeCount: parameters.treeCount,
      maxRows: parameters.maxTrainingRows
    )
  }

  package var isFinished: Bool { trainer.isFinished }

  package var forest: RegressionForest { trainer.forest }

  package mutating func growNextTree() {
    trainer.growNextTree(using: &generator)
  }
}
