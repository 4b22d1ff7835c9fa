/// Logarithms that are the same to the last bit on every machine.
///
/// A new leader may run on another C library than the old one, and the libraries round differently: then the same counts would give
/// another status, and the evidence would be written anew.
enum NaturalLogarithm {
  /// ln 2, in two parts: the first has few enough digits that its product with an exponent is exact.
  private static let two = (high: 0x1.62e42fee00000p-1, low: 0x1.a39ef35793c76p-33)

  /// ln(1) = 0, ln(2) = 0.6931…, ln(100) = 4.6051…; minus infinity for what is not above 0.
  static func of(_ value: Double) -> Double {
    guard value > 0 else { return value.isNaN ? .nan : -.infinity }
    guard value < .infinity else { return .infinity }
    var exponent = Double(value.exponent)
    var fraction = value.significand
    if fraction > 1.414_213_562_373_095_1 {
      fraction /= 2
      exponent += 1
    }
    return exponent * two.high + (series(fraction) + exponent * two.low)
  }

  /// exp(0) = 1, exp(1) = 2.7182…; infinity where the result has no room.
  static func exponential(_ power: Double) -> Double {
    guard power < 709 else { return power.isNaN ? .nan : .infinity }
    guard power > -708 else { return 0 }
    let doublings = (power / (two.high + two.low)).rounded()
    let rest = (power - doublings * two.high) - doublings * two.low
    var sum = 0.0
    for coefficient in inverseFactorials { sum = sum * rest + coefficient }
    return Double(sign: .plus, exponent: Int(doublings), significand: sum)
  }

  /// From 1/15! to 1/0!; the next term is at most 0.35 to the 16th by 16!, which is below the last bit of 1.
  private static let inverseFactorials: [Double] = (0...15).reversed().map { number in
    1 / (0..<number).reduce(1.0) { product, factor in product * Double(factor + 1) }
  }

  /// From 1/21 to 1/3; the next term is below the last bit of 1.
  private static let inverseOddNumbers: [Double] = (1...10).reversed().map {
    1 / Double(2 * $0 + 1)
  }

  /// ln of what lies between 0.707 and 1.415: 2 (s + s³/3 + s⁵/5 + …) with s = (x - 1)/(x + 1), at most 0.172.
  private static func series(_ fraction: Double) -> Double {
    let ratio = (fraction - 1) / (fraction + 1)
    let square = ratio * ratio
    var sum = 0.0
    for coefficient in inverseOddNumbers { sum = (sum + coefficient) * square }
    return 2 * ratio * (1 + sum)
  }
}
