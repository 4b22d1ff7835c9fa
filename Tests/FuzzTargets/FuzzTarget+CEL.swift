import EmbeddedAPIServer
import JSON

extension FuzzTarget {
  /// A rule is refused with a sentence, or judges a value within its budget, with one outcome.
  ///
  /// The first line is the value in JSON, the rest the rule.
  static let cel = FuzzTarget("cel") { input throws(BrokenLaw) in
    let value = (try? JSONValue(parsing: input.firstLine)) ?? [:]
    let schema = schema(ruledBy: String(decoding: input.rest, as: UTF8.self))
    let refusals = CustomResourceValidation.validateDefinition(definition(of: schema))
    guard let structural = try? StructuralSchema(openAPIV3Schema: schema) else {
      return try require(!refusals.isEmpty, "the server accepts a schema that cannot be read")
    }
    let findings = structural.validate(value, old: value).map(\.message)
    try require(
      structural.validate(value, old: value).map(\.message) == findings,
      "judged twice with two outcomes"
    )
    let doesNotCompile = findings.contains { $0.contains("rule compile error") }
    try require(!doesNotCompile || !refusals.isEmpty, "accepted, but no rule: \(findings)")
  }

  private static func schema(ruledBy rule: String) -> JSONValue {
    [
      "type": "object",
      "properties": [
        "s": ["type": "string", "maxLength": 64], "i": ["type": "integer"],
        "d": ["type": "number"], "b": ["type": "boolean"],
        "t": ["type": "string", "format": "date-time"],
        "e": ["type": "string", "format": "duration"],
        "l": ["type": "array", "maxItems": 8, "items": ["type": "string", "maxLength": 64]],
        "m": [
          "type": "object", "maxProperties": 8,
          "additionalProperties": ["type": "integer"],
        ],
        "o": ["type": "object", "properties": ["x": ["type": "integer"]]],
        "p": ["x-kubernetes-int-or-string": true],
      ],
      "x-kubernetes-validations": [["rule": .string(rule), "message": "no"]],
    ]
  }
}
