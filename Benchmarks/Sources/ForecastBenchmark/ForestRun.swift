import Forecast
import Loopback

/// The guide's forest on the rows of one file as they stand, whatever their step: what hack/forest-parity.py sets beside scikit-learn's.
struct ForestRun {
  /// The mean over the seeds.
  private(set) var mae = 0.0
  /// The quickest of the seeds.
  private(set) var trainSeconds = Double.infinity
  private(set) var predictMicroseconds = Double.infinity

  init(_ samples: [LoadSample], seeds: Int) throws(BenchmarkError) {
    let history = samples.enumerated().map {
      LoadSample(minute: $0, requestsPerSecond: $1.requestsPerSecond)
    }
    let set = TrainingSet(history: history)
    let split = Int(Double(set.rowCount) * 0.7)
    guard split > 0, split < set.rowCount else { throw BenchmarkError("too few rows for a forest") }
    for seed in 0..<seeds {
      var parameters = GuideParameters()
      parameters.seed = 42 + UInt64(seed)
      try measure(set, split: split, parameters: parameters)
    }
    mae /= Double(seeds)
  }

  private mutating func measure(
    _ set: TrainingSet,
    split: Int,
    parameters: GuideParameters
  ) throws(BenchmarkError) {
    let start = monotonicNanoseconds()
    guard
      var training = GuideTraining(
        features: set.features.slice(0..<split),
        targets: Array(set.targets.prefix(split)),
        parameters: parameters
      )
    else { throw BenchmarkError("too few rows for a forest") }
    while !training.isFinished { training.growNextTree() }
    trainSeconds = min(trainSeconds, Double(monotonicNanoseconds() - start) / 1e9)
    let forest = training.forest
    let tested = training.scaler.transform(set.features.slice(split..<set.rowCount))
    let rows = (0..<tested.rowCount).map { tested.row($0).map { Float($0) } }
    let before = monotonicNanoseconds()
    let predictions = rows.map { max(0, forest.predict($0.span)) }
    let spent = Double(monotonicNanoseconds() - before) / 1e3 / Double(rows.count)
    predictMicroseconds = min(predictMicroseconds, spent)
    let errors = zip(predictions, set.targets[split...]).map { ($0 - $1).magnitude }
    mae += errors.reduce(0, +) / Double(errors.count)
  }

  var json: String {
    "{\"mae\": \(mae), \"trainSeconds\": \(trainSeconds), \"predictMicroseconds\": \(predictMicroseconds)}"
  }
}
