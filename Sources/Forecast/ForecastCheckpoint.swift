/// A service's history as it survives a restart: means of five minutes on a logarithmic scale, at most 10 KB of printable text.
///
/// Fifteen days are 4,320 means; two characters each make 8,640. The scale has 136 steps in every halving from the largest mean down
/// to a billionth of it: what comes back is off by at most 0.4 %.
package struct ForecastCheckpoint: Hashable, Sendable {
  /// What stands before the means: version, minute of the first mean, power of the scale.
  static let version = "physics-load-1"
  /// Minutes per mean.
  package static let step = 5
  /// The text to store.
  package let text: String
  let firstMinute: Int
  /// NaN where nothing was known.
  let means: [Double]
}

/// Why a check-point was not taken over.
package enum CheckpointRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  case tooLong(characters: Int)
  case unknownVersion
  case damaged(String)

  package var description: String {
    switch self {
    case .tooLong(let characters):
      "the check-point has \(characters) characters, at most \(ForecastCheckpoint.longest) are read; delete it"
    case .unknownVersion:
      "the check-point does not begin with \(ForecastCheckpoint.version); delete it, or run the version that wrote it"
    case .damaged(let what): "the check-point is damaged: \(what); delete it"
    }
  }
}
