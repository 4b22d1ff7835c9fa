/// One rung of the ladder: some members mixed, the quantiles around them and how the last day went.
struct MixRung: Sendable {
  /// How far a tracked quantile moves when it was exceeded, in units of the recent error, by one minus its level.
  private static let step: Float = 0.03
  /// A judged error of three hours ago counts half in the recent error.
  private static let retained: Float = 0.996_157
  /// The quantiles of Laplace's distribution in units of its mean absolute deviation: where tracking starts.
  private static let start: [Float] = [0, 1.609, 2.303, 3.912]
  /// How many judged forecasts the error of the training rows stands for.
  private static let seedCount = 60

  let model: ForecastModel
  let members: [Member]
  /// The answer at each horizon.
  private(set) var points = [Float](repeating: 0, count: Horizons.count)
  /// Four quantiles for each horizon.
  private(set) var quantiles = [Float](repeating: 0, count: Horizons.count * 4)
  private(set) var hours = TrailingHours()
  /// The recent absolute error at each horizon.
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

  /// Mixes the members' predictions of a horizon and draws the quantiles around the result.
  mutating func mix(
    _ predictions: SIMD8<Float>,
    shape: SIMD4<Float>?,
    horizon: Int,
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
    var lowest: Float = 0
    for place in 0..<4 {
      let offset = offsets[horizon * 4 + place]
      var wanted = point + spreads[horizon] * offset
      if let shape {
        wanted = point + shape[place] + spreads[horizon] * shapeOffsets[horizon * 4 + place]
      }
      lowest = max(lowest, wanted)
      quantiles[horizon * 4 + place] = lowest
    }
  }

  /// Judges a forecast that was issued with this point and these quantiles.
  mutating func judge(_ load: Float, _ issued: IssuedBand, horizon: Int) {
    for place in 0..<4 {
      let level = Float(QuantileValues.levels[place])
      let isMissed = load > issued.quantiles[place]
      let step = Self.step * (isMissed ? level : level - 1)
      offsets[horizon * 4 + place] += step
      shapeOffsets[horizon * 4 + place] += step
    }
    let error = (load - issued.point).magnitude
    judged[horizon] += 1
    let share = max(1 - Self.retained, 1 / Float(judged[horizon]))
    spreads[horizon] += share * (error - spreads[horizon])
  }

  mutating func remember(minute: Int, load: Float, _ issued: IssuedBand, persistence: Float) {
    hours.add(
      minute: minute,
      error: (load - issued.point).magnitude,
      persistenceError: (load - persistence).magnitude,
      isCovered: load <= issued.quantiles[2]
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
    guard count >= TrailingHours.leastJudged else { return .closed(.unproven(judged: count)) }
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
