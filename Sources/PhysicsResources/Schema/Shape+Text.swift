import JSON
import RegularExpressions

extension Shape where Value == String {
  /// Text of at most `maxLength` Unicode code points, as the API server counts.
  static func text(min minLength: Int = 0, max maxLength: Int) -> Shape {
    var schema: JSONObject = ["type": "string", "maxLength": .integer(Int64(maxLength))]
    if minLength > 0 { schema["minLength"] = .integer(Int64(minLength)) }
    return text(schema: schema) { text in
      let length = text.unicodeScalars.count
      return (minLength...maxLength).contains(length)
        ? nil : "must have \(minLength) to \(maxLength) characters, not \(length)"
    }
  }

  /// Text that matches a pattern; the pattern decides whether it may be empty.
  static func text(_ pattern: TextPattern, max maxLength: Int = 253) -> Shape {
    let schema: JSONObject = [
      "type": "string", "maxLength": .integer(Int64(maxLength)),
      "pattern": .string(pattern.expression),
    ]
    return text(schema: schema) { text in
      guard text.unicodeScalars.count <= maxLength else {
        return "must have at most \(maxLength) characters, not \(text.unicodeScalars.count)"
      }
      return pattern.matches(text)
        ? nil : "must be \(pattern.meaning), not \(JSONValue.string(text).quoted)"
    }
  }

  /// - Parameter problem: the sentence about a text that is refused, `nil` for one that is not.
  private static func text(
    schema: JSONObject,
    problem: @escaping @Sendable (String) -> String?
  ) -> Shape {
    Shape(
      blank: "",
      schema: schema,
      parse: { json in
        guard let text = json.stringValue else {
          return .refused("must be a text, not \(json.quoted)")
        }
        return problem(text).map { .refused($0) } ?? .value(text)
      },
      write: { .string($0) }
    )
  }
}

extension Shape where Value == String {
  /// A regular expression that compiles.
  ///
  /// The schema bounds its length only: an expression that does not compile is a condition of the object, found here and not by the API
  /// server.
  static func regularExpression(max maxLength: Int) -> Shape {
    let text = text(max: maxLength)
    return Shape(
      blank: text.blank,
      schema: text.schema,
      read: { json, initial, findings in
        if let expression = json.stringValue, (try? RegularExpression(expression)) == nil {
          findings.report(
            "is not a regular expression: \(json.quoted); correct it, or escape its special characters"
          )
        }
        return text.read(json, initial, &findings)
      },
      write: text.write
    )
  }
}
