import APIMachinery
import JSON

/// Quantities as JSON carries them: text, or a bare number.
enum QuantityText {
  static func quantity(_ value: JSONValue) -> Quantity? {
    Quantity(value.stringValue ?? value.jsonText)
  }

  static func isPositive(_ value: JSONValue?) -> Bool {
    value.flatMap(quantity).map { $0.nanos > 0 } ?? false
  }
}
