import Time

/// An instant as exports write it.
struct TraceTime {
  /// Since the Unix epoch.
  let seconds: Double
  /// Whether the text named no offset from UTC.
  let isWithoutZone: Bool

  /// Reads seconds, milliseconds, microseconds or nanoseconds since 1970, or RFC 3339 with a space for the `T` and without a zone if
  /// need be.
  init?(_ cell: String) {
    if let number = Double(cell) {
      guard let seconds = Self.seconds(number) else { return nil }
      self.seconds = seconds
      isWithoutZone = false
      return
    }
    let text = cell.replacing(" ", with: "T", maxReplacements: 1)
    if let instant = Timestamp(rfc3339: text) {
      seconds = instant.sinceEpoch.seconds
      isWithoutZone = false
    } else if let instant = Timestamp(rfc3339: text + "Z") ?? Timestamp(rfc3339: text + ":00Z") {
      seconds = instant.sinceEpoch.seconds
      isWithoutZone = true
    } else {
      return nil
    }
  }

  /// The unit shows in the size: seconds reach 1e11 in the year 5138, milliseconds in 1973.
  private static func seconds(_ number: Double) -> Double? {
    guard number.isFinite, number >= 0 else { return nil }
    return switch number {
    case ..<1e11: number
    case ..<1e14: number / 1e3
    case ..<1e17: number / 1e6
    case ..<1e20: number / 1e9
    default: nil
    }
  }
}
