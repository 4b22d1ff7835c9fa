import RegularExpressions
import Time

/// The formats `date`, `date-time` and `duration` of schemas.
enum FormattedTime {
  @Sendable static func isDate(_ text: String) -> Bool {
    guard text.utf8.count == 10, let day = Timestamp(rfc3339: text + "T00:00:00Z") else {
      return false
    }
    return day.rfc3339.hasPrefix(text)
  }

  /// A date, `T` and a time of day with its zone, in either case; days are checked, leap seconds are not known.
  @Sendable static func isDateTime(_ text: String) -> Bool {
    let parts = text.lowercased().split(separator: "t", omittingEmptySubsequences: false)
    guard parts.count >= 2, isDate(String(parts[0])) else { return false }
    let time = String(parts[1])
    guard timePattern?.matches(time) ?? false else { return false }
    let fields = time.split(separator: ":")
    return fields[0] <= "23" && fields[1] <= "59" && fields[2].prefix(2) <= "59"
  }

  private static let timePattern = try? RegularExpression(
    "^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$"
  )

  /// Go's form, or numbers with words such as `3 days`.
  @Sendable static func isDuration(_ text: String) -> Bool {
    if CELDuration(parsing: text) != nil { return true }
    var rest = Substring(text)
    while let start = rest.firstIndex(where: { $0.isASCII && $0.isNumber }) {
      rest = rest[start...].drop { $0.isASCII && $0.isNumber }.drop { $0 == " " }
      let unit = rest.prefix { $0.isLetter }.lowercased()
      if !unit.isEmpty,
        units.contains(where: { unit == $0 }) || words.contains(where: unit.hasPrefix)
      {
        return true
      }
      rest = rest.dropFirst(unit.count)
    }
    return false
  }

  private static let units = ["ns", "us", "µs", "ms", "s", "m", "h", "hr", "d", "w"]
  private static let words = ["nano", "micro", "milli", "sec", "min", "hour", "day", "week"]
}
