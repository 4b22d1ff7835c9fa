import EmbeddedAPIServer
import JSON
import Testing

@Suite("What a broken rule reports")
struct RuleFindingTests {
  private static func schema(_ spec: JSONValue) throws -> StructuralSchema {
    try StructuralSchema(openAPIV3Schema: ["type": "object", "properties": ["spec": spec]])
  }

  private static func spec(_ rules: JSONValue) -> JSONValue {
    [
      "type": "object", "x-kubernetes-validations": rules,
      "properties": ["min": ["type": "integer"], "max": ["type": "integer"]],
    ]
  }

  @Test(
    "the message is computed, else fixed, else the rule; reason and fieldPath shape the error",
    arguments: [
      (["rule": "self.min <= self.max"], "spec: Invalid value: failed rule: self.min <= self.max"),
      (
        ["rule": "self.min <= self.max", "message": " lower min "], "spec: Invalid value: lower min"
      ),
      (
        [
          "rule": "self.min <= self.max", "message": "m",
          "messageExpression": "'min %d is above max %d'.format([self.min, self.max])",
        ],
        "spec: Invalid value: min 5 is above max 3"
      ),
      (
        ["rule": "self.min <= self.max", "message": "m", "messageExpression": "'a\\nb'"],
        "spec: Invalid value: m"
      ),
      (
        ["rule": "self.min <= self.max", "message": "m", "fieldPath": ".max"],
        "spec.max: Invalid value: m"
      ),
      (
        ["rule": "self.min <= self.max", "message": "m", "reason": "FieldValueForbidden"],
        "spec: Forbidden: m"
      ),
      (
        ["rule": "self.min <= self.max", "message": "m", "reason": "FieldValueRequired"],
        "spec: Required value: m"
      ),
    ] as [(JSONValue, String)]
  )
  func messages(rule: JSONValue, message: String) throws {
    let schema = try Self.schema(Self.spec([rule]))
    #expect(
      schema.validate(["spec": ["min": 5, "max": 3]], old: nil).map(\.message) == [message]
    )
    #expect(schema.validate(["spec": ["min": 3, "max": 5]], old: nil) == [])
  }

  @Test("a rule on a scalar shows the value; rules in lists and maps name their place")
  func places() throws {
    let weight: JSONValue = [
      "type": "integer", "x-kubernetes-validations": [["rule": "self <= 100", "message": "m"]],
    ]
    let schema = try StructuralSchema(
      openAPIV3Schema: [
        "type": "object",
        "properties": [
          "steps": [
            "type": "array", "items": ["type": "object", "properties": ["weight": weight]],
          ],
          "map": ["type": "object", "additionalProperties": weight],
        ],
      ]
    )
    let value: JSONValue = ["steps": [["weight": 1], ["weight": 120]], "map": ["a": 101]]
    #expect(
      schema.validate(value, old: nil).map(\.message) == [
        "map[a]: Invalid value: 101: m", "steps[1].weight: Invalid value: 120: m",
      ]
    )
  }

  @Test("a transition rule is judged on updates only, and is never tolerated")
  func transitions() throws {
    let rule: JSONValue = ["rule": "self.min >= oldSelf.min", "message": "m"]
    let schema = try Self.schema(Self.spec([rule]))
    #expect(schema.validate(["spec": ["min": 1]], old: nil) == [])
    #expect(schema.validate(["spec": ["min": 1]], old: [:]) == [])
    #expect(
      schema.validate(["spec": ["min": 1]], old: ["spec": ["min": 2]]).map(\.message)
        == ["spec: Invalid value: m"]
    )
  }

  @Test("with optionalOldSelf the rule sees creations too")
  func optionalOldSelf() throws {
    let rule: JSONValue = [
      "rule": "oldSelf.hasValue() || self.min == 1", "message": "m", "optionalOldSelf": true,
    ]
    let schema = try Self.schema(Self.spec([rule]))
    #expect(schema.validate(["spec": ["min": 1]], old: nil) == [])
    #expect(schema.validate(["spec": ["min": 2]], old: nil).count == 1)
    #expect(schema.validate(["spec": ["min": 2]], old: ["spec": ["min": 9]]) == [])
  }

  @Test("an update that leaves the value as it was keeps its broken rules")
  func ratcheting() throws {
    let schema = try Self.schema(Self.spec([["rule": "self.min <= self.max", "message": "m"]]))
    let broken: JSONValue = ["spec": ["min": 5, "max": 3]]
    #expect(schema.validate(broken, old: broken) == [])
    #expect(schema.validate(broken, old: ["spec": ["min": 5, "max": 4]]).count == 1)
  }
}
