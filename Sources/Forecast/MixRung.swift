/// One rung of the ladder: some members mixed, the quantiles around them and how the last day went.
struct MixRung: Sendable {
  /// How far a tracked quantile moves when it was exceeded, in units of the recent error, by one minus its level.
  private static let step: Float = 0.03
  /// A judged error of three hours ago counts half in the recent error.
  private static let retained: Float = 0.996_157
  /// The quantiles of Laplace's distribution in units of its mean absolute deviation: where tracking starts.
  private static let start: [Float] = [0, 1.609, 2.303, 3.912]

  let model: ForecastModel
  let members: [Member]
  /// The answer at each horizon.
  private(set) var points = [Float](repeating: 0, count: Horizons.count)
  /// Four quantiles for each horizon.
  private(set) var quantiles = [Float](repeating: 0, count: Horizons.count * 4)
  private(set) var hours = TrailingHours()
  /// The recent absolute error at each horizon.
  private var spreads = [Float](repeating: 0, count: Horizons.count)
  private var offsets = [Float]()
  private var weights = [Float](repeating: 0, count: Member.allCases.count)

  init(_ model: ForecastModel, _ members: [Member]) {
    self.model = model
    self.members = members
    for _ in 0..<Horizons.count { offsets += Self.start }
  }

  mutating func seed(horizon: Int, error: Float) {
    if spreads[horizon] == 0 { spreads[horizon] = error }
  }

  /// Mixes the members' predictions of a horizon and draws the quantiles around the result.
  mutating func mix(_ predictions: [Float], horizon: Int, errors: MemberErrors) {
    errors.weights(of: members, horizon: horizon, into: &weights)
    var point: Float = 0
    for member in members { point += weights[member.rawValue] * predictions[member.rawValue] }
    point = max(0, point)
    points[horizon] = point
    var lowest: Float = 0
    for place in 0..<4 {
      let wanted = point + spreads[horizon] * offsets[horizon * 4 + place]
      lowest = max(lowest, wanted)
      quantiles[horizon * 4 + place] = lowest
    }
  }

  /// Judges a forecast that was issued with this point and these quantiles.
  mutating func judge(_ load: Float, _ issued: IssuedBand, horizon: Int) {
    for place in 0..<4 {
      let level = Float(QuantileValues.levels[place])
      let isMissed = load > issued.quantiles[place]
      offsets[horizon * 4 + place] += Self.step * (isMissed ? level : level - 1)
    }
    let error = (load - issued.point).magnitude
    spreads[horizon] += (1 - Self.retained) * (error - spreads[horizon])
  }

  mutating func remember(minute: Int, load: Float, _ issued: IssuedBand, persistence: Float) {
    hours.add(
      minute: minute,
      error: (load - issued.point).magnitude,
      persistenceError: (load - persistence).magnitude,
      isCovered: load <= issued.quantiles[2]
    )
  }

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
    var weights = [Float](repeating: 0, count: Member.allCases.count)
    errors.weights(of: members, horizon: horizon, into: &weights)
    return members.map { MemberWeight($0.model, Double(weights[$0.rawValue])) }
  }
}

/// What a rung said of one minute.
struct IssuedBand: Sendable {
  var point: Float = 0
  var quantiles = SIMD4<Float>()
}
