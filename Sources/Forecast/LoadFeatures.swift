/// What the learned members see at one minute: differences from the mean of the last fifteen minutes, in units of the last day's mean.
///
/// Doubling every load leaves each feature as it is. What is unknown is a difference of 0: no news.
struct LoadFeatures: Sendable {
  /// Six vectors of eight; the last feature is the constant 1.
  static let count = 48
  /// A spike counts for at most so many daily means.
  private static let largest: Float = 20
  private static let lags = [0, 1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60]
  private static let day = 24 * 60

  /// The mean of the last fifteen minutes, to which predictions are added.
  private(set) var base: Float = 0
  /// The mean of the last day, in whose units everything is.
  private(set) var scale: Float = 1
  private(set) var values = [Float](repeating: 0, count: count)
  /// The values as a horizon's models want them.
  private(set) var standardised = [SIMD8<Float>](repeating: SIMD8(), count: FeatureVector.width)
  private var used = 0
  private var sharedCount = 0
  private var now = 0

  init() {}

  /// Reads what does not depend on the horizon; false when nothing is known of the last fifteen minutes.
  mutating func look(at minute: Int, in loads: some LoadLookup) -> Bool {
    let recent = loads.mean(minute - 14...minute)
    guard !recent.isNaN else { return false }
    now = minute
    base = recent
    let daily = loads.mean(minute - Self.day + 1...minute)
    scale = daily > 1e-6 ? daily : 1
    used = 0
    for lag in Self.lags { pushDifference(loads.load(minute - lag)) }
    for window in [5, 30, 60, 120] { pushDifference(loads.mean(minute - window + 1...minute)) }
    pushDifference(daily)
    pushSpread(loads)
    sharedCount = used
    return true
  }

  /// Adds what is known of the minute `horizon` ahead.
  mutating func aim(_ horizon: Int, in loads: some LoadLookup, isSeasonal: Bool) {
    used = sharedCount
    let target = now + horizon
    for back in [30, 60] {
      pushDifference(loads.mean(target - back - 1...min(now, target - back + 1)))
    }
    pushHourly(target, loads)
    if isSeasonal { pushSeason(target, loads) }
    for frequency in 1...DayHarmonics.count {
      push(isSeasonal ? DayHarmonics.sine(target, frequency: frequency) : 0)
      push(isSeasonal ? DayHarmonics.cosine(target, frequency: frequency) : 0)
    }
    while used < Self.count - 1 { push(0) }
    push(1)
  }

  /// Brings the values to the scale on which a horizon's models were fitted; allocates nothing.
  mutating func standardise(by scaling: FeatureScaling) {
    for part in 0..<FeatureVector.width {
      var vector = SIMD8<Float>()
      for lane in 0..<FeatureVector.lanes {
        vector[lane] = values[part * FeatureVector.lanes + lane]
      }
      standardised[part] = scaling.apply(vector, part: part)
    }
  }

  private mutating func push(_ value: Float) {
    values[used] = value
    used += 1
  }

  private mutating func pushDifference(_ load: Float) { pushChange(load - base) }

  private mutating func pushChange(_ change: Float) {
    push(change.isNaN ? 0 : min(Self.largest, max(-Self.largest, change / scale)))
  }

  /// Highest, lowest, deviation and slope of the last quarter and the last whole hour.
  private mutating func pushSpread(_ loads: some LoadLookup) {
    var (high, low) = (base, base)
    var (known, squares, moment) = (Float(0), Float(0), Float(0))
    var quarter = (high: base, deviation: Float(0), slope: Float(0))
    for lag in 0..<60 {
      let load = loads.load(now - lag)
      if !load.isNaN {
        let distance = load - base
        high = max(high, load)
        low = min(low, load)
        known += 1
        squares += distance * distance
        moment += distance * (lag < 15 ? 7 - Float(lag) : 0)
      }
      if lag == 14 {
        quarter = (high, (squares / max(1, known)).squareRoot(), moment / 280 * 15)
      }
    }
    pushDifference(quarter.high)
    pushDifference(high)
    pushDifference(low)
    pushChange(quarter.deviation)
    pushChange((squares / max(1, known)).squareRoot())
    pushChange(quarter.slope)
    pushChange(loads.mean(now - 29...now) - loads.mean(now - 59...now - 30))
  }

  /// The mean over a day of what followed the same minute of every hour: jobs that start on the hour.
  private mutating func pushHourly(_ target: Int, _ loads: some LoadLookup) {
    var (sum, known) = (Float(0), Float(0))
    for hour in 1...24 {
      let change =
        loads.mean(target - 60 * hour - 1...target - 60 * hour + 1)
        - loads.mean(now - 60 * hour - 14...now - 60 * hour)
      guard !change.isNaN else { continue }
      sum += change
      known += 1
    }
    pushChange(known > 0 ? sum / known : 0)
  }

  private mutating func pushSeason(_ target: Int, _ loads: some LoadLookup) {
    for days in [1, 2, 7] {
      let (then, later) = (now - days * Self.day, target - days * Self.day)
      let level = loads.mean(then - 14...then)
      pushChange(loads.mean(later - 2...later + 2) - level)
      pushChange(peak(then...later, loads) - level)
      pushDifference(level)
    }
    pushProfile(target, loads)
  }

  private func peak(_ minutes: ClosedRange<Int>, _ loads: some LoadLookup) -> Float {
    var peak = -Float.infinity
    for minute in minutes {
      let load = loads.load(minute)
      if load > peak { peak = load }
    }
    return peak.isFinite ? peak : .nan
  }

  /// Means over the days of a week: what followed, relative to what was, and where the load then stood.
  private mutating func pushProfile(_ target: Int, _ loads: some LoadLookup) {
    var (change, growth, level, known) = (Float(0), Float(0), Float(0), Float(0))
    for days in 1...7 {
      let (then, later) = (now - days * Self.day, target - days * Self.day)
      let before = loads.mean(then - 14...then)
      let after = loads.mean(later - 4...later + 4)
      guard !before.isNaN, !after.isNaN else { continue }
      change += after - before
      growth += before > 0 ? min(4, max(-1, after / before - 1)) : 0
      level += loads.mean(later - 7...later + 7)
      known += 1
    }
    let count = max(1, known)
    pushChange(change / count)
    pushChange(growth / count * base)
    pushChange(known > 0 ? level / count - base : 0)
    let week = 7 * Self.day
    pushChange(
      loads.mean(target - week - 7...target - week + 7) - loads.mean(now - week - 14...now - week)
    )
  }
}
