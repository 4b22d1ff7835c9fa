import Time

/// Classes of students: at the start of every lesson the load jumps, and falls back when it ends.
///
/// The burst comes at the same minute of each period, so a model that knows the time of day can be ahead of it.
package struct ClassTimetable: Hashable, Sendable {
  private let quiet: Double
  private let lesson: Double
  private let period: Duration
  private let firstLesson: Duration
  private let lessonLength: Duration
  private let rise: Duration

  package init(
    quiet: Double,
    lesson: Double,
    period: Duration = .seconds(3_600),
    firstLesson: Duration = .seconds(600),
    lessonLength: Duration = .seconds(1_500),
    rise: Duration = .seconds(120)
  ) {
    self.quiet = quiet
    self.lesson = lesson
    self.period = period
    self.firstLesson = firstLesson
    self.lessonLength = lessonLength
    self.rise = rise
  }

  package func rate(at elapsed: Duration) -> Double {
    let inPeriod = elapsed.seconds.truncatingRemainder(dividingBy: max(1, period.seconds))
    let sinceBell = inPeriod - firstLesson.seconds
    let up = min(1, max(0, sinceBell / rise.seconds))
    let down = min(1, max(0, (sinceBell - lessonLength.seconds) / rise.seconds))
    return quiet + (lesson - quiet) * (up - down)
  }
}
