/// The trailing error of each member at each horizon, and what share of the answer it earns.
struct MemberErrors: Sendable {
  /// A judged forecast of eight hours ago counts half.
  private static let retained: Float = 0.998_557
  /// How many judged forecasts the error of the training rows stands for.
  private static let seedCount: Float = 60
  private var errors = [Float](repeating: 0, count: Member.allCases.count * Horizons.count)
  private var counts = [Float](repeating: 0, count: Member.allCases.count * Horizons.count)

  init() {}

  /// Takes the error of the training rows for the trailing one until forecasts come due.
  mutating func seed(_ member: Member, horizon: Int, error: Float) {
    let place = member.rawValue * Horizons.count + horizon
    guard counts[place] < Self.seedCount, error.isFinite else { return }
    errors[place] = error
    counts[place] = Self.seedCount
  }

  mutating func add(_ member: Member, horizon: Int, error: Float) {
    let place = member.rawValue * Horizons.count + horizon
    counts[place] += 1
    let share = max(1 - Self.retained, 1 / counts[place])
    errors[place] += share * (error - errors[place])
  }

  /// The weights of the given members at a horizon: the sixth power of one by the error, so that twice the error is a sixty-fourth.
  func weights(of members: [Member], horizon: Int, into weights: inout [Float]) {
    var least = Float.infinity
    for member in members {
      let place = member.rawValue * Horizons.count + horizon
      if counts[place] > 0 { least = min(least, errors[place]) }
    }
    var sum: Float = 0
    for member in members {
      let place = member.rawValue * Horizons.count + horizon
      let ratio = errors[place] > 0 ? least / errors[place] : 1
      let weight = counts[place] > 0 ? ratio * ratio * ratio * ratio * ratio * ratio : 0
      weights[member.rawValue] = weight
      sum += weight
    }
    let factor = sum > 0 ? 1 / sum : 0
    for member in members { weights[member.rawValue] *= factor }
  }
}
