extension Double {
  /// With a fixed number of decimals and a point: 3.14159 with two is `3.14`.
  package func text(decimals: Int) -> String {
    guard isFinite, magnitude < 1e15 else { return isFinite ? "\(self)" : "-" }
    let unit = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let scaled = Int64((self * unit).rounded())
    guard decimals > 0 else { return String(scaled) }
    let digits = String(scaled.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(scaled < 0 ? "-" : "")\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// A share as percent with its sign: 0.041 is `+4.1 %`.
  package var signedPercent: String {
    let text = (self * 100).text(decimals: 1)
    return (text.hasPrefix("-") ? text : "+\(text)") + " %"
  }

  /// As many digits as tell something: 12,345 is `12345`, 12.3 is `12.3`, 0.0123 is `0.012`.
  package var shortText: String {
    switch magnitude {
    case 0: "0"
    case 100...: text(decimals: 0)
    case 1...: text(decimals: 1)
    case 0.1...: text(decimals: 2)
    default: text(decimals: 3)
    }
  }

  /// A number of days: 8.26 is `8.3 days`, 0.3 is `7.2 hours`.
  var daysText: String {
    self < 2 ? "\((self * 24).text(decimals: 1)) hours" : "\(text(decimals: 1)) days"
  }
}
