import Time

/// Ages as `kubectl` shows them (apimachinery `util/duration`).
enum HumanDuration {
  static func age(since text: String, now: Timestamp) -> String {
    guard let start = Timestamp(rfc3339: text) else { return "<unknown>" }
    return short(now - start)
  }

  /// `47s`, `2m`, `3m10s`, `5h`, `26h` and so on: two units while they say something.
  static func short(_ duration: Duration) -> String {
    let seconds = Int(duration.components.seconds)
    switch seconds {
    case ..<(-1): return "<invalid>"
    case ..<0: return "0s"
    case ..<120: return "\(seconds)s"
    case ..<600: return pair(seconds / 60, "m", seconds % 60, "s")
    case ..<10_800: return "\(seconds / 60)m"
    case ..<28_800: return pair(seconds / 3_600, "h", seconds / 60 % 60, "m")
    case ..<172_800: return "\(seconds / 3_600)h"
    case ..<691_200: return pair(seconds / 86_400, "d", seconds / 3_600 % 24, "h")
    case ..<63_072_000: return "\(seconds / 86_400)d"
    case ..<252_288_000:
      return pair(seconds / 31_536_000, "y", seconds / 86_400 % 365, "d")
    default: return "\(seconds / 31_536_000)y"
    }
  }

  private static func pair(_ large: Int, _ unit: String, _ small: Int, _ smallUnit: String)
    -> String
  {
    small == 0 ? "\(large)\(unit)" : "\(large)\(unit)\(small)\(smallUnit)"
  }
}
