/// The features of the guide's predictor, to the letter.
///
/// For each of six metrics over the lookback its mean, maximum, minimum and population deviation (24 features), then for each its
/// trend `(last - first) / count` (6 more). Loads 10, 20, 30: mean 20, maximum 30, minimum 10, deviation 8.165, trend 6.667.
package enum GuideFeatures {
  package static let count = LoadMetric.guideInputs.count * 5

  /// The features of a window of samples, oldest first.
  package static func vector(of window: ArraySlice<LoadSample>) -> [Double] {
    vector(of: LoadMetric.guideInputs.map { metric in window.map { $0[metric] }[...] })
  }

  /// The features of a window given metric by metric, each with the same number of minutes.
  static func vector(of columns: [ArraySlice<Double>]) -> [Double] {
    var features: [Double] = []
    features.reserveCapacity(count)
    for values in columns { appendStatistics(of: values, to: &features) }
    for values in columns { features.append(trend(of: values)) }
    return features
  }

  /// The rise over the window divided by its number of samples (not of steps: the guide's definition).
  package static func trend(of values: ArraySlice<Double>) -> Double {
    guard let first = values.first, let last = values.last else { return 0 }
    return (last - first) / Double(values.count)
  }

  private static func appendStatistics(of values: ArraySlice<Double>, to features: inout [Double]) {
    var sum = 0.0
    var largest = values.first ?? 0
    var smallest = largest
    for value in values {
      sum += value
      largest = max(largest, value)
      smallest = min(smallest, value)
    }
    let mean = values.isEmpty ? 0 : sum / Double(values.count)
    var squares = 0.0
    for value in values { squares += (value - mean) * (value - mean) }
    let variance = values.isEmpty ? 0 : squares / Double(values.count)
    features.append(contentsOf: [mean, largest, smallest, variance.squareRoot()])
  }
}
