/// A day of judged forecasts in twenty-four hourly sums.
struct TrailingHours: Sendable {
  /// Fewer judged forecasts than this prove nothing: an hour of those of a service that is known every fifth minute.
  static let leastJudged = 12
  /// The minute whose forecast was judged first.
  private var firstJudged: Int?

  private struct Hour {
    var hour = Int.min
    var count: Float = 0
    var error: Float = 0
    var persistenceError: Float = 0
    /// Minutes that lay on one side of their P95.
    var sided: Float = 0
    var covered: Float = 0
  }

  private var hours = [Hour](repeating: Hour(), count: 24)

  init() {}

  /// A load that equals its P95, as zero does that of an idle service, says nothing of coverage.
  mutating func add(
    minute: Int,
    error: Float,
    persistenceError: Float,
    isCovered: Bool,
    isTie: Bool
  ) {
    if firstJudged == nil { firstJudged = minute }
    let hour = minute / 60
    let place = hour % 24
    if hours[place].hour != hour { hours[place] = Hour(hour: hour) }
    hours[place].count += 1
    hours[place].error += error
    hours[place].persistenceError += persistenceError
    hours[place].sided += isTie ? 0 : 1
    hours[place].covered += isCovered && !isTie ? 1 : 0
  }

  /// For how long forecasts have been judged.
  func minutesJudged(at minute: Int) -> Int { firstJudged.map { minute - $0 } ?? 0 }

  /// The day that ends with `minute`.
  func day(at minute: Int) -> (count: Int, day: TrailingDay) {
    var sum = Hour()
    for hour in hours where hour.hour > minute / 60 - 24 && hour.hour <= minute / 60 {
      sum.count += hour.count
      sum.error += hour.error
      sum.persistenceError += hour.persistenceError
      sum.sided += hour.sided
      sum.covered += hour.covered
    }
    let count = Double(max(1, sum.count))
    let day = TrailingDay(
      error: Double(sum.error) / count,
      persistenceError: Double(sum.persistenceError) / count,
      coverage: sum.sided >= Float(Self.leastJudged)
        ? Double(sum.covered / sum.sided) : nil
    )
    return (Int(sum.count), day)
  }
}
