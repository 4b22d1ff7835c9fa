extension Timestamp {
  /// `2026-01-31T12:00:00Z`: RFC 3339 in UTC with whole seconds, the form of the Kubernetes API's `Time`.
  package var rfc3339: String { rfc3339Body + "Z" }

  /// `2026-01-31T12:00:00.000000Z`: the form of the Kubernetes API's `MicroTime` (leases, events).
  package var rfc3339Micro: String {
    let fraction = sinceEpoch - wholeSeconds.sinceEpoch
    let micros = fraction.components.attoseconds / 1_000_000_000_000
    return "\(rfc3339Body).\(padded(micros, to: 6))Z"
  }

  /// Reads RFC 3339 with any offset and any number of fraction digits; `nil` for anything else.
  package init?(rfc3339 text: String) {
    var reader = DigitReader(text.utf8)
    guard let year = reader.number(digits: 4), reader.skip("-"),
      let month = reader.number(digits: 2), reader.skip("-"),
      let day = reader.number(digits: 2), reader.skip("T") || reader.skip("t"),
      let hour = reader.number(digits: 2), reader.skip(":"),
      let minute = reader.number(digits: 2), reader.skip(":"),
      let second = reader.number(digits: 2),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    let fraction = reader.fraction()
    guard let offset = reader.offsetSeconds(), reader.isAtEnd else { return nil }
    let days = daysSinceEpoch(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
    self.init(sinceEpoch: .seconds(seconds) + fraction)
  }

  private var rfc3339Body: String {
    let days = epochSeconds >= 0 ? epochSeconds / 86_400 : (epochSeconds - 86_399) / 86_400
    let inDay = epochSeconds - days * 86_400
    let date = civilDate(daysSinceEpoch: days)
    let clock = [inDay / 3_600, inDay / 60 % 60, inDay % 60].map { padded($0, to: 2) }
    return "\(padded(date.year, to: 4))-\(padded(date.month, to: 2))-\(padded(date.day, to: 2))"
      + "T\(clock.joined(separator: ":"))"
  }
}

private func padded(_ number: Int64, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Howard Hinnant's `days_from_civil`: days between 1970-01-01 and a date of the proleptic Gregorian calendar.
private func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
  let shiftedYear = month <= 2 ? year - 1 : year
  let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
  let yearOfEra = shiftedYear - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/// The inverse of `daysSinceEpoch`, Hinnant's `civil_from_days`.
private func civilDate(daysSinceEpoch: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let shifted = daysSinceEpoch + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let marchMonth = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
  let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}

/// Reads fixed-width numbers from ASCII text, front to back.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String.UTF8View) {
    rest = text[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Character) -> Bool {
    guard let first = rest.first, first == character.asciiValue else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func number(digits: Int) -> Int64? {
    guard rest.count >= digits else { return nil }
    var value: Int64 = 0
    for byte in rest.prefix(digits) {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    rest = rest.dropFirst(digits)
    return value
  }

  /// A quarter of a second for `.25`, zero for nothing.
  ///
  /// Digits beyond the ninth are dropped.
  mutating func fraction() -> Duration {
    guard skip(".") else { return .zero }
    var nanoseconds: Int64 = 0
    var unit: Int64 = 100_000_000
    while let digit = number(digits: 1) {
      nanoseconds += digit * unit
      unit /= 10
    }
    return .nanoseconds(nanoseconds)
  }

  /// `Z` as 0, `+02:00` as 7200; `nil` for anything else.
  mutating func offsetSeconds() -> Int64? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int64
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hours = number(digits: 2), skip(":"), let minutes = number(digits: 2) else {
      return nil
    }
    return sign * (hours * 3_600 + minutes * 60)
  }
}
