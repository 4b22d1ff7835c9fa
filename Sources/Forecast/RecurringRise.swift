/// What most days do at the same minute: a job that starts at nine.
///
/// Too short and too rare for a model that is fitted to all minutes, whose median it hardly moves, but plain to see in the minutes
/// themselves. So it is not learned; the upper quantiles are never under it.
struct RecurringRise {
  private static let day = 24 * 60
  /// Fewer days make no habit.
  private static let leastDays = 3

  /// A rise by less than this share of the load is left to the models.
  private static let leastRise: Float = 0.1

  /// What the load is by habit from `target` on, requests per second; 0 without a habit.
  ///
  /// That is `base` and the rise from the fifteen minutes up to `minute` to the three from `target` on, which came on at least half of the
  /// last seven days, or on this weekday twice. Rises of 60, 1, 64, 62, 2, 61 and 63 make 61. A day with a higher level counts in
  /// proportion: what rose on 100 rises on 50 by half as much.
  let level: Float

  init(from minute: Int, to target: Int, base: Float, in loads: some LoadLookup) {
    var rises = SIMD8<Float>()
    var known = 0
    for days in 1...7 {
      let rise = Self.rise(days, from: minute, to: target, base: base, in: loads)
      guard !rise.isNaN else { continue }
      rises[known] = rise
      known += 1
    }
    let daily = known < Self.leastDays ? 0 : Self.lowerMedian(of: rises, count: known)
    let lastWeek = Self.rise(7, from: minute, to: target, base: base, in: loads)
    let weekBefore = Self.rise(14, from: minute, to: target, base: base, in: loads)
    let isKnown = !lastWeek.isNaN && !weekBefore.isNaN
    let rise = max(0, daily, isKnown ? min(lastWeek, weekBefore) : 0)
    level = rise > Self.leastRise * base ? base + rise : 0
  }

  /// What a day long ago did; not a number where it is not known.
  private static func rise(
    _ days: Int,
    from minute: Int,
    to target: Int,
    base: Float,
    in loads: some LoadLookup
  ) -> Float {
    let (then, later) = (minute - days * day, target - days * day)
    let before = loads.mean(then - 14...then)
    let rise = loads.mean(later...later + 2) - before
    return before > base ? rise * (base / before) : rise
  }

  /// The second of four; the numbers after the first `count` do not matter.
  private static func lowerMedian(of numbers: SIMD8<Float>, count: Int) -> Float {
    for lane in 0..<count {
      let smaller = (0..<count).count { numbers[$0] < numbers[lane] }
      let equal = (0..<count).count { numbers[$0] == numbers[lane] }
      if (smaller..<smaller + equal).contains((count - 1) / 2) { return numbers[lane] }
    }
    return 0
  }
}
