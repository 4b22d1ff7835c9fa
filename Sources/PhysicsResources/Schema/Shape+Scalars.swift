import JSON

extension Shape where Value == Bool {
  static var boolean: Shape {
    Shape(
      blank: false,
      schema: ["type": "boolean"],
      parse: { json in
        json.boolValue.map { .value($0) } ?? .refused("must be true or false, not \(json.quoted)")
      },
      write: { .bool($0) }
    )
  }
}

extension Shape where Value == Int {
  static func integer(_ bounds: ClosedRange<Int>) -> Shape {
    Shape(
      blank: bounds.lowerBound,
      schema: [
        "type": "integer", "format": "int64",
        "minimum": .integer(Int64(bounds.lowerBound)),
        "maximum": .integer(Int64(bounds.upperBound)),
      ],
      parse: { json in
        guard let value = json.intValue, bounds.contains(value) else {
          return .refused(
            "must be a whole number from \(bounds.lowerBound) to \(bounds.upperBound), not \(json.quoted)"
          )
        }
        return .value(value)
      },
      write: { .integer(Int64($0)) }
    )
  }
}

extension Shape where Value == Double {
  static func number(_ bounds: ClosedRange<Double>) -> Shape {
    let (low, high) = (JSONValue.number(bounds.lowerBound), JSONValue.number(bounds.upperBound))
    return Shape(
      blank: bounds.lowerBound,
      schema: ["type": "number", "minimum": low, "maximum": high],
      parse: { json in
        guard let value = json.doubleValue, bounds.contains(value) else {
          return .refused(
            "must be a number from \(low.quoted) to \(high.quoted), not \(json.quoted)"
          )
        }
        return .value(value)
      },
      write: { .number($0) }
    )
  }

  /// Any finite number: measured values in status.
  static var measurement: Shape {
    Shape(
      blank: 0,
      schema: ["type": "number"],
      parse: { json in
        json.doubleValue.map { .value($0) } ?? .refused("must be a number, not \(json.quoted)")
      },
      write: { .number($0) }
    )
  }
}

extension Shape where Value: WireEnum {
  /// One of the words of a closed choice.
  static func oneOf(_: Value.Type) -> Shape where Value.AllCases == [Value] {
    let words = Value.allCases.map(\.rawValue)
    return Shape(
      blank: Value.allCases[0],
      schema: ["type": "string", "enum": .array(words.map { .string($0) })],
      parse: { json in
        guard let value = json.stringValue.flatMap(Value.init(rawValue:)) else {
          return .refused("must be one of \(words.joined(separator: ", ")), not \(json.quoted)")
        }
        return .value(value)
      },
      write: { .string($0.rawValue) }
    )
  }
}
