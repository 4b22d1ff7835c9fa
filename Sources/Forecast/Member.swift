/// What the mix is made of, in the order in which predictions are stored.
enum Member: Int, CaseIterable, Sendable {
  case recentMean, ridge, holtWinters, trees

  var model: ForecastModel {
    switch self {
    case .recentMean: .recentMean
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
}
