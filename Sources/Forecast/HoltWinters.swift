/// Level, damped trend and additive season of five-minute means, smoothed exponentially.
struct HoltWinters: Sendable {
  /// Minutes per mean.
  static let step = 5
  static let day = 24 * 60 / step

  struct Parameters: Hashable, Sendable {
    let level: Float
    let trend: Float
    let season: Float
    /// Means per season: a day or a week of them.
    let period: Int
  }

  /// What is left of the trend after each step.
  private static let damping: Float = 0.9

  let parameters: Parameters
  private var level: Float
  private var trend: Float = 0
  private var season: [Float]
  /// The step that was taken in last, counted from the epoch.
  private(set) var newest: Int

  var period: Int { season.count }

  /// Starts with a season given as deviations from `level`.
  init(parameters: Parameters, level: Float, season: [Float], before step: Int) {
    self.parameters = parameters
    self.level = level
    self.season = season
    newest = step - 1
  }

  /// Takes the next mean; a missing one moves the clock alone.
  mutating func take(_ mean: Float, step: Int) {
    newest = step
    let place = newest % season.count
    let damped = trend * Self.damping
    guard !mean.isNaN else {
      trend = damped
      return
    }
    let error = mean - (level + damped + season[place])
    level += damped + parameters.level * error
    trend = damped + parameters.level * parameters.trend * error
    season[place] += parameters.season * (1 - parameters.level) * error
  }

  /// The mean `steps` (1 or more) after the newest.
  func predict(steps: Int) -> Float {
    var factor: Float = 0
    var power: Float = 1
    for _ in 0..<min(steps, 50) {
      power *= Self.damping
      factor += power
    }
    return level + factor * trend + season[(newest + steps) % season.count]
  }

  /// The load in a minute, on the straight line between the middles of two means.
  func predict(minute: Int) -> Float {
    let step = (minute - 2) / Self.step
    let share = Float((minute - 2) % Self.step) / Float(Self.step)
    let first = predict(steps: max(1, step - newest))
    return first + share * (predict(steps: max(1, step + 1 - newest)) - first)
  }
}
