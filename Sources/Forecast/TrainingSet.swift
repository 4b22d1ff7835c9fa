/// Rows of features, each with the load that followed.
package struct TrainingSet: Hashable, Sendable {
  package private(set) var features = FeatureMatrix(width: GuideFeatures.count)
  package private(set) var targets: [Double] = []
  /// The load in the minute before which each row ends its view: what persistence would predict.
  package private(set) var lastLoads: [Double] = []

  /// The guide's definition: row `i` sees `history[i - lookback ..< i]` and predicts the load of `history[i + horizon]`.
  ///
  /// A row that would see a missing minute, or predict one, is left out.
  package init(history: [LoadSample?], parameters: GuideParameters = GuideParameters()) {
    let columns = LoadMetric.guideInputs.map { metric in history.map { $0?[metric] ?? .nan } }
    let lookback = parameters.lookback
    var known = 0
    for end in history.indices.dropLast(parameters.horizon) {
      if end >= lookback, known >= lookback, let target = history[end + parameters.horizon] {
        let window = end - lookback..<end
        features.append(GuideFeatures.vector(of: columns.map { $0[window] }))
        targets.append(target.requestsPerSecond)
        lastLoads.append(columns[0][end - 1])
      }
      known = history[end] == nil ? 0 : known + 1
    }
  }

  package var rowCount: Int { targets.count }
}
