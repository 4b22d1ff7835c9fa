import EmbeddedAPIServer
import JSON
import Testing

@Suite("What rules may cost on one object")
struct RuleLimitTests {
  /// Looking for a text of 1,000 characters in one of 10,000 costs 1,000 × 100 units, and two for `self` and `!`.
  private static let rule = "!self.contains('\(String(repeating: "b", count: 1_000))')"

  private static func messages(_ texts: [JSONValue]) throws -> [String] {
    let schema = try StructuralSchema(
      openAPIV3Schema: [
        "type": "object",
        "properties": [
          "l": [
            "type": "array",
            "items": [
              "type": "string",
              "x-kubernetes-validations": [["rule": .string(rule), "message": "broken"]],
            ],
          ]
        ],
      ]
    )
    return schema.validate(["l": .array(texts)], old: nil).map(\.message)
  }

  private static let text = JSONValue.string(String(repeating: "a", count: 10_000))

  @Test("ninety-nine evaluations fit into ten million units, the hundredth does not")
  func objectBudget() throws {
    #expect(try Self.messages(Array(repeating: Self.text, count: 99)) == [])
    #expect(
      try Self.messages(Array(repeating: Self.text, count: 120)) == [
        #"l[99]: Invalid value: "string": validation failed due to running out of cost budget, no "#
          + "further validation rules will be run"
      ]
    )
  }

  @Test("one evaluation may cost a million units")
  func callLimit() throws {
    let long = JSONValue.string(String(repeating: "a", count: 110_000))
    #expect(
      try Self.messages([long]) == [
        #"l[0]: Invalid value: "string": 'operation cancelled: actual cost limit exceeded': no "#
          + "further validation rules will be run due to call cost exceeds limit for rule: broken"
      ]
    )
  }
}
