/// What the mix is made of, in the order in which predictions are stored.
enum Member: Int, CaseIterable, Sendable {
  case recentMean, persistence, ridge, holtWinters, trees

  var model: ForecastModel {
    switch self {
    case .recentMean: .recentMean
    case .persistence: .persistence
    case .ridge: .ridge
    case .holtWinters: .holtWinters
    case .trees: .trees
    }
  }
}

/// The horizons that are learned, in minutes; what lies between is interpolated.
enum Horizons {
  static let minutes = [1, 2, 3, 5, 8, 10, 15]
  static let count = minutes.count
  /// The place of the horizon at which models are judged.
  static let judged = count - 1
  /// The places of the horizons that have trees: they cost most of the training.
  static let withTrees = [3, 5, 6]
  /// Each horizon's place among those that have a shape of quantiles of their own.
  static let shapes = [0, 0, 1, 1, 1, 2, 2]
  /// The places of these.
  static let shaped = [1, 3, 6]
}
