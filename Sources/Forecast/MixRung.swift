/// One rung of the ladder: some members mixed, the quantiles around them and how the last day went.
struct MixRung: Sendable {
  /// How far a tracked quantile moves when it was exceeded, in units of the recent error, by one minus its level.
  private static let step: Float = 0.05
  /// A judged error of six hours ago counts half in the recent error.
  private static let retained: Float = 0.998_076
  /// The quantiles of Laplace's distribution in units of its mean absolute deviation: where tracking starts.
  private static let start: [Float] = [0, 1.609, 2.303, 3.912]
  /// Where a tracker stops falling, so that a day which it covers entirely can be made good within hours.
  private static let leastOffset: Float = -4
  /// How many judged forecasts the error of the training rows stands for.
  private static let seedCount = 60

  let model: ForecastModel
  let members: [Member]
  /// The answer at each horizon.
  private(set) var points = [Float](repeating: 0, count: Horizons.count)
  /// Four quantiles for each horizon.
  private(set) var quantiles = [Float](repeating: 0, count: Horizons.count * 4)
  private(set) var hours = TrailingHours()
  /// The recent error at each horizon: twice the mean of how far the load came to lie above the point.
  private var spreads = [Float](repeating: 0, count: Horizons.count)
  /// What the trackers add, in units of the recent error: to the point alone, and to the learned shape.
  private var offsets = [Float]()
  private var shapeOffsets = [Float](repeating: 0, count: Horizons.count * 4)
  private var judged = [Int](repeating: 0, count: Horizons.count)
  private var weights = [Float](repeating: 0, count: 8)

  init(_ model: ForecastModel, _ members: [Member]) {
    self.model = model
    self.members = members
    for _ in 0..<Horizons.count { offsets += Self.start }
  }

  mutating func seed(horizon: Int, error: Float) {
    guard judged[horizon] < Self.seedCount else { return }
    spreads[horizon] = error
    judged[horizon] = Self.seedCount
  }

  /// Mixes the members' predictions of a horizon and draws the quantiles around the result, those above the median not under `habit`.
  mutating func mix(
    _ predictions: SIMD8<Float>,
    shape: SIMD4<Float>?,
    habit: Float,
    horizon: Int,
    secondsPerSample: Float,
    errors: MemberErrors
  ) {
    errors.weights(of: members, horizon: horizon, into: &weights)
    var (point, sum) = (Float(0), Float(0))
    for member in members where !predictions[member.rawValue].isNaN {
      point += weights[member.rawValue] * predictions[member.rawValue]
      sum += weights[member.rawValue]
    }
    point = sum > 0 ? max(0, point / sum) : predictions[Member.recentMean.rawValue]
    points[horizon] = point
    // A shape much wider than the recent error is tracked in steps of its own size, or it would stay too wide for days.
    let unit = max(spreads[horizon], (shape?[2] ?? 0) / Self.start[2])
    let chance = PoissonQuantile.rates(mean: point, seconds: secondsPerSample)
    var lowest: Float = 0
    for place in 0..<4 {
      var wanted = point + spreads[horizon] * offsets[horizon * 4 + place]
      if let shape { wanted = point + shape[place] + unit * shapeOffsets[horizon * 4 + place] }
      lowest = max(lowest, wanted, chance[place], place > 0 ? habit : 0)
      quantiles[horizon * 4 + place] = lowest
    }
  }

  /// Judges a forecast that was issued with this point and these quantiles.
  mutating func judge(_ load: Float, _ issued: IssuedBand, horizon: Int) {
    for place in 0..<4 {
      let level = Float(QuantileValues.levels[place])
      let isMissed = load > issued.quantiles[place]
      // A load that equals its quantile is on no side of it: a night without requests must not wind the tracker down for the morning.
      guard isMissed || issued.quantiles[place] > load else { continue }
      let step = Self.step * (isMissed ? level : level - 1)
      let offset = horizon * 4 + place
      offsets[offset] = max(Self.leastOffset, offsets[offset] + step)
      shapeOffsets[offset] = max(Self.leastOffset, shapeOffsets[offset] + step)
    }
    // Only what rises above the point widens the quantiles above it: an outage's dip must not.
    let error = 2 * max(0, load - issued.point)
    judged[horizon] += 1
    let share = max(1 - Self.retained, 1 / Float(judged[horizon]))
    spreads[horizon] += share * (error - spreads[horizon])
  }

  mutating func remember(minute: Int, load: Float, _ issued: IssuedBand, persistence: Float) {
    hours.add(
      minute: minute,
      error: (load - issued.point).magnitude,
      persistenceError: (load - persistence).magnitude,
      isCovered: load <= issued.quantiles[2],
      isTie: (load - issued.quantiles[2]).magnitude <= 1e-4 * load
    )
  }

  /// Whether an hour of its forecasts came due, so that its quantiles are its own.
  var isProven: Bool { judged[Horizons.judged] >= Self.seedCount }

  func issued(_ horizon: Int) -> IssuedBand {
    let first = horizon * 4
    return IssuedBand(
      point: points[horizon],
      quantiles: SIMD4(
        quantiles[first],
        quantiles[first + 1],
        quantiles[first + 2],
        quantiles[first + 3]
      )
    )
  }

  /// Whether this rung may answer.
  func gate(at minute: Int) -> TrustGate {
    let (count, day) = hours.day(at: minute)
    let minutes = hours.minutesJudged(at: minute)
    guard count >= TrailingHours.leastJudged, minutes >= 60 else {
      return .closed(.underAnHour(minutes: min(60, minutes)))
    }
    guard day.error <= day.persistenceError else { return .closed(.worseThanPersistence) }
    guard let coverage = day.coverage, !TrustGate.coverage.contains(coverage) else { return .open }
    return .closed(.coverage(coverage))
  }

  func weights(horizon: Int, errors: MemberErrors) -> [MemberWeight] {
    var weights = [Float](repeating: 0, count: 8)
    errors.weights(of: members, horizon: horizon, into: &weights)
    return members.map { MemberWeight($0.model, Double(weights[$0.rawValue])) }
  }
}
