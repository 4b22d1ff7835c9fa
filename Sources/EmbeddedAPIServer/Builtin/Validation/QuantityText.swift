import APIMachinery
import JSON

/// Quantities as JSON carries them: text, or a bare number.
enum QuantityText {
  static func quantity(_ value: JSONValue) -> Quantity? {
    Quantity(value.stringValue ?? value.jsonText)
  }
}
