/// What one horizon is learned from: standardised features of past minutes and the change that followed each.
struct TrainingRows: Sendable {
  /// Rows one after another, `FeatureVector.width` vectors each.
  private(set) var rows: [SIMD8<Float>] = []
  /// What followed, as the change from the base in daily means.
  private(set) var targets: [Float] = []
  /// How much a row counts: by its level, since errors count in requests, and the newer the more.
  private(set) var importances: [Float] = []
  private(set) var scaling = FeatureScaling()
  /// What an importance of 1 stood for before standardising: about the mean daily load.
  private(set) var meanImportance: Float = 1

  var count: Int { targets.count }

  init(capacity: Int) {
    rows.reserveCapacity(capacity * FeatureVector.width)
    targets.reserveCapacity(capacity)
    importances.reserveCapacity(capacity)
  }

  mutating func append(_ features: LoadFeatures, target: Float, importance: Float) {
    for part in 0..<FeatureVector.width {
      var vector = SIMD8<Float>()
      for lane in 0..<FeatureVector.lanes {
        vector[lane] = features.values[part * FeatureVector.lanes + lane]
      }
      rows.append(vector)
    }
    targets.append(target)
    importances.append(importance)
  }

  func value(_ feature: Int, row: Int) -> Float {
    rows[row * FeatureVector.width + feature / FeatureVector.lanes][feature % FeatureVector.lanes]
  }

  /// Measures the features and brings them to mean 0 and deviation 1.
  mutating func standardise() {
    scaling = FeatureScaling(rows)
    for start in stride(from: 0, to: rows.count, by: FeatureVector.width) {
      for part in 0..<FeatureVector.width {
        rows[start + part] = scaling.apply(rows[start + part], part: part)
      }
    }
    let total = importances.reduce(0, +)
    guard total > 0 else { return }
    meanImportance = total / Float(importances.count)
    let factor = Float(importances.count) / total
    for place in importances.indices { importances[place] *= factor }
  }
}

/// Mean and deviation of each feature, kept with the model that was fitted to them.
struct FeatureScaling: Sendable {
  /// A feature farther from its mean than this many deviations says no more than one at it: spikes are bounded.
  private static let farthest: Float = 6
  private var means = [SIMD8<Float>](repeating: SIMD8(), count: FeatureVector.width)
  /// One by the deviation; 0 for a constant feature, which thereby says nothing.
  private var factors = [SIMD8<Float>](repeating: SIMD8(), count: FeatureVector.width)

  init() {}

  init(_ rows: [SIMD8<Float>]) {
    let count = Double(max(1, rows.count / FeatureVector.width))
    for part in 0..<FeatureVector.width {
      var sum = SIMD8<Double>()
      var squares = SIMD8<Double>()
      for row in stride(from: part, to: rows.count, by: FeatureVector.width) {
        let values = SIMD8<Double>(rows[row])
        sum += values
        squares += values * values
      }
      let mean = sum / count
      let variance = squares / count - mean * mean
      means[part] = SIMD8<Float>(mean)
      for lane in 0..<FeatureVector.lanes where variance[lane] > 1e-9 {
        factors[part][lane] = Float(1 / variance[lane].squareRoot())
      }
    }
    // The constant stays 1.
    let last = FeatureVector.width - 1
    means[last][FeatureVector.lanes - 1] = 0
    factors[last][FeatureVector.lanes - 1] = 1
  }

  /// How many steps trees tell apart.
  static let bins = 255

  /// The step that a standardised value falls into.
  static func bin(_ value: Float) -> Int {
    min(bins - 1, max(0, Int((value + farthest) / (2 * farthest) * Float(bins))))
  }

  /// The middle of a step.
  static func value(ofBin bin: Int) -> Float {
    (Float(bin) + 0.5) / Float(bins) * 2 * farthest - farthest
  }

  func apply(_ values: SIMD8<Float>, part: Int) -> SIMD8<Float> {
    ((values - means[part]) * factors[part])
      .clamped(
        lowerBound: SIMD8(repeating: -Self.farthest),
        upperBound: SIMD8(repeating: Self.farthest)
      )
  }
}
