import Time

/// Round times under a chart, about six of them.
struct TimeAxis {
  struct Tick {
    /// Of the width, 0 to 1.
    let share: Double
    let label: String
  }

  private(set) var ticks: [Tick] = []

  init(_ start: Timestamp, minutes: Int) {
    let step = Self.steps.first { minutes / $0 <= 7 } ?? 7 * 1_440
    let first = start.epochSeconds / 60
    var next = (first / Int64(step) + 1) * Int64(step)
    while next < first + Int64(minutes) {
      let share = Double(next - first) / Double(minutes)
      // A label at the very edge would be cut.
      if (0.03...0.97).contains(share) {
        ticks.append(Tick(share: share, label: Self.label(next, step: step)))
      }
      next += Int64(step)
    }
  }

  /// In minutes.
  private static let steps = [10, 30, 60, 180, 360, 720, 1_440, 2 * 1_440, 7 * 1_440]

  /// `03-14` for days, `03-14 06:00` for hours.
  private static func label(_ minute: Int64, step: Int) -> String {
    let text = Array(Timestamp(epochSeconds: minute * 60).rfc3339)
    let day = String(text[5..<10])
    return step >= 1_440 ? day : "\(day) \(String(text[11..<16]))"
  }
}
