import APIMachinery
import JSON

/// Quantities in the one form in which the API server stores them: `0.5` is `500m`, `1024Mi` is `1Gi`.
enum CanonicalQuantity {
  /// `nil` for what is no quantity.
  static func text(_ value: JSONValue) -> String? {
    guard let given = value.stringValue ?? value.doubleValue.map({ _ in value.jsonText }),
      let quantity = Quantity(given)
    else { return nil }
    if given.contains("e") || given.contains("E"), !given.hasSuffix("E"), !given.hasSuffix("Ei") {
      return given
    }
    return given.hasSuffix("i") ? binary(quantity) : decimal(quantity)
  }

  private static let nanosPerUnit: Int128 = 1_000_000_000

  /// Whole multiples of the largest power of 1024; a small or broken number is written in decimal.
  private static func binary(_ quantity: Quantity) -> String {
    let (units, rest) = quantity.nanos.quotientAndRemainder(dividingBy: nanosPerUnit)
    guard rest == 0, abs(units) >= 1_024 else { return decimal(quantity) }
    var mantissa = units
    var suffix = 0
    let suffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
    while mantissa % 1_024 == 0, suffix < suffixes.count - 1 {
      mantissa /= 1_024
      suffix += 1
    }
    return "\(mantissa)\(suffixes[suffix])"
  }

  private static func decimal(_ quantity: Quantity) -> String {
    guard quantity.nanos != 0 else { return "0" }
    var mantissa = quantity.nanos
    var suffix = 0
    let suffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
    while mantissa % 1_000 == 0, suffix < suffixes.count - 1 {
      mantissa /= 1_000
      suffix += 1
    }
    return "\(mantissa)\(suffixes[suffix])"
  }
}
