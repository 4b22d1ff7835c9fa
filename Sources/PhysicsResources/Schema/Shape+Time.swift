import JSON
import Time

extension Shape where Value == Duration {
  /// A Go duration within bounds.
  static func duration(_ bounds: ClosedRange<Duration>) -> Shape {
    go(.duration, blank: bounds.lowerBound, parse: Duration.init(goDuration:), \.goDuration)
      .satisfying(.isWithin(bounds, { $0 }, { $0.goDuration }, unless: ""))
  }
}

extension Shape where Value == Hold {
  /// `Manual`, or a Go duration within bounds.
  static func hold(_ bounds: ClosedRange<Duration>) -> Shape {
    go(.hold, blank: .manual, parse: Hold.init(wire:), \.wire)
      .satisfying(.isWithin(bounds, { $0.duration }, { $0.wire }, unless: "self == 'Manual' || "))
  }
}

extension Shape where Value == Timestamp {
  /// RFC 3339 in UTC; whole seconds unless the instant has a fraction, so that nothing is lost.
  static var instant: Shape {
    Shape(
      blank: Timestamp(epochSeconds: 0),
      schema: ["type": "string", "format": "date-time", "maxLength": 64],
      parse: { json in
        json.stringValue.flatMap(Timestamp.init(rfc3339:)).map { .value($0) }
          ?? .refused("must be an instant such as 2026-01-31T12:00:00Z, not \(json.quoted)")
      },
      write: { .string($0 == $0.wholeSeconds ? $0.rfc3339 : $0.rfc3339Micro) }
    )
  }
}

extension Shape {
  /// Text with a Go duration in it; 32 characters hold any combination of units that a person writes.
  private static func go(
    _ pattern: TextPattern,
    blank: Value,
    parse: @escaping @Sendable (String) -> Value?,
    _ write: @escaping @Sendable (Value) -> String
  ) -> Shape {
    Shape(
      blank: blank,
      schema: ["type": "string", "maxLength": 32, "pattern": .string(pattern.expression)],
      parse: { json in
        json.stringValue.flatMap(parse).map { .value($0) }
          ?? .refused("must be \(pattern.meaning), not \(json.quoted)")
      },
      write: { .string(write($0)) }
    )
  }
}

extension Rule {
  /// The bounds of a duration, which a pattern cannot say.
  ///
  /// The pattern is tested again first: the API server evaluates rules on texts that its own pattern refused, and `duration` of such a
  /// text would fail with a message of the evaluator's.
  fileprivate static func isWithin(
    _ bounds: ClosedRange<Duration>,
    _ duration: @escaping @Sendable (Value) -> Duration?,
    _ wire: @escaping @Sendable (Value) -> String,
    unless exception: String
  ) -> Rule {
    let (low, high) = (bounds.lowerBound.goDuration, bounds.upperBound.goDuration)
    let sentence = "must be a duration from \(low) to \(high), such as 90s or 1h30m, not"
    return Rule(
      exception + "self.matches('\(TextPattern.duration.expression)') "
        + "&& duration(self) >= duration('\(low)') && duration(self) <= duration('\(high)')",
      messageExpression: "'\(sentence) %s'.format([self])"
    ) { value in
      guard let duration = duration(value), !bounds.contains(duration) else { return nil }
      return "\(sentence) \(wire(value))"
    }
  }
}
