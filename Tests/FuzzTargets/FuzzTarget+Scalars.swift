import APIMachinery
import Time

extension FuzzTarget {
  /// Durations, quantities and instants that were read come back from the text that we write of them.
  static let scalars = FuzzTarget("scalars") { input throws(BrokenLaw) in
    let text = input.text
    try durationComesBack(text)
    try quantityHasASign(text)
    try instantComesBack(text)
  }

  private static func durationComesBack(_ text: String) throws(BrokenLaw) {
    guard let duration = Duration(goDuration: text) else { return }
    try require(duration >= .zero, "\(text) is a negative duration")
    try require(
      Duration(goDuration: duration.goDuration) == duration,
      "\(text) is written as \(duration.goDuration), which is another duration"
    )
  }

  private static func quantityHasASign(_ text: String) throws(BrokenLaw) {
    guard let quantity = Quantity(text), let first = text.utf8.first,
      first != UInt8(ascii: "-"), first != UInt8(ascii: "+")
    else { return }
    try require(Quantity("+" + text) == quantity, "+\(text) is another quantity than \(text)")
    try require(
      Quantity("-" + text)?.nanos == -quantity.nanos,
      "-\(text) is not the opposite of \(text)"
    )
    _ = quantity.doubleValue
  }

  private static func instantComesBack(_ text: String) throws(BrokenLaw) {
    guard let instant = Timestamp(rfc3339: text) else { return }
    let year = instant.rfc3339.prefix { $0 != "-" }
    // Offsets lead out of the four-digit years at both ends; nothing reads those back.
    guard year.count == 4, !instant.rfc3339.hasPrefix("-") else { return }
    try require(
      Timestamp(rfc3339: instant.rfc3339) == instant.wholeSeconds,
      "\(text) is written as \(instant.rfc3339), which is another second"
    )
    let micro = Timestamp(rfc3339: instant.rfc3339Micro)
    try require(
      micro.map { $0 <= instant && instant - $0 < .microseconds(1) } ?? false,
      "\(text) is written as \(instant.rfc3339Micro), which is another microsecond"
    )
  }
}
