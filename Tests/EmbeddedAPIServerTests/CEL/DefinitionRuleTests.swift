import EmbeddedAPIServer
import JSON
import Testing

@Suite("Which rules a definition may have")
struct DefinitionRuleTests {
  private static let place =
    "spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0]"

  private static func messages(_ properties: JSONValue, _ rule: JSONValue) -> [String] {
    let spec: JSONValue = [
      "type": "object", "properties": properties, "x-kubernetes-validations": [rule],
    ]
    let definition = Definitions.definition(["type": "object", "properties": ["spec": spec]])
    return CustomResourceValidation.validateDefinition(definition).map(\.message)
  }

  private static func goRule(_ rule: String) -> String {
    #"{"Rule":"\#(rule)","Message":"","MessageExpression":"","Reason":null,"FieldPath":"","#
      + #""OptionalOldSelf":null}"#
  }

  @Test(
    "ten thousand signs that would take a frame of the stack each are refused before",
    arguments: [
      ("", "!", "true"), ("", "-", "1 == 1"), ("", "(", "true"), ("", "1+", "1 == 1"),
      ("self", ".a", " == 1"), ("self.a", "[0]", " == 1"), ("true", " && true", ""),
      ("true", " ? true : true", ""),
    ]
  )
  func depth(start: String, sign: String, end: String) {
    let rule = start + String(repeating: sign, count: 10_000) + end
    let messages = Self.messages(["a": ["type": "integer"]], ["rule": .string(rule)])
    let isRefused = messages.contains { $0.contains("expression recursion limit exceeded") }
    #expect(isRefused, "\(messages.map { $0.suffix(200) })")
  }

  @Test(
    "what does not compile is shown with a caret",
    arguments: [
      (
        "self.b == 1",
        """
        ERROR: <input>:1:5: undefined field 'b'
         | self.b == 1
         | ....^
        """
      ),
      (
        "self.a == 'x'",
        """
        ERROR: <input>:1:8: found no matching overload for '_==_' applied to '(int, string)'
         | self.a == 'x'
         | .......^
        """
      ),
      (
        "self.a.nope()",
        """
        ERROR: <input>:1:12: undeclared reference to 'nope' (in container '')
         | self.a.nope()
         | ...........^
        """
      ),
      (
        "other == 1",
        """
        ERROR: <input>:1:1: undeclared reference to 'other' (in container '')
         | other == 1
         | ^
        """
      ),
      (
        "self.a.startsWith('x')",
        """
        ERROR: <input>:1:18: found no matching overload for 'startsWith' applied to 'int.(string)'
         | self.a.startsWith('x')
         | .................^
        """
      ),
      (
        "self.a ==",
        """
        ERROR: <input>:1:10: Syntax error: unexpected '<EOF>'
         | self.a ==
         | .........^
        """
      ),
    ]
  )
  func compilation(rule: String, problem: String) {
    let messages = Self.messages(["a": ["type": "integer"]], ["rule": .string(rule)])
    let value = Self.goRule(rule)
    #expect(
      messages == [
        "\(Self.place).rule: Invalid value: \(value): compilation failed: \(problem)"
      ]
    )
  }

  @Test("a rule must be true or false, a messageExpression a text")
  func types() {
    let integer: JSONValue = ["a": ["type": "integer"]]
    #expect(
      Self.messages(integer, ["rule": "self.a"]) == [
        "\(Self.place).rule: Invalid value: \(Self.goRule("self.a")): "
          + "cel expression must evaluate to a bool"
      ]
    )
    let messages = Self.messages(integer, ["rule": "true", "messageExpression": "self.a"])
    #expect(messages.first?.hasSuffix("messageExpression must evaluate to a string") == true)
  }

  private static let hint =
    "(try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, "
    + "maps, and strings are declared)"

  @Test("a rule over unbounded lists of unbounded texts is too dear, with bounds it is not")
  func ruleCost() {
    let rule: JSONValue = ["rule": "self.l.all(x, self.l.exists(y, x == y))"]
    let open: JSONValue = ["l": ["type": "array", "items": ["type": "string"]]]
    #expect(
      Self.messages(open, rule) == [
        "\(Self.place).rule: Forbidden: estimated rule cost exceeds budget by factor of more than "
          + "100x \(Self.hint)",
        "\(Self.place).rule: Forbidden: contributed to estimated rule cost total exceeding cost "
          + "limit for entire OpenAPIv3 schema",
        "spec.validation.openAPIV3Schema: Forbidden: x-kubernetes-validations estimated rule cost "
          + "total for entire OpenAPIv3 schema exceeds budget by factor of more than 100x "
          + Self.hint,
      ]
    )
    let closed: JSONValue = [
      "l": ["type": "array", "maxItems": 16, "items": ["type": "string", "maxLength": 63]]
    ]
    #expect(Self.messages(closed, rule) == [])
  }

  @Test("the trap: string(int) in a messageExpression breaks the budget, format does not")
  func messageCost() {
    let properties: JSONValue = ["a": ["type": "integer"]]
    let joined: JSONValue = [
      "rule": "self.a > 0", "messageExpression": "'a is ' + string(self.a) + ', not positive'",
    ]
    #expect(
      Self.messages(properties, joined).first
        == "\(Self.place).messageExpression: Forbidden: estimated messageExpression cost exceeds "
        + "budget by factor of more than 100x \(Self.hint)"
    )
    let formatted: JSONValue = [
      "rule": "self.a > 0", "messageExpression": "'a is %d, not positive'.format([self.a])",
    ]
    #expect(Self.messages(properties, formatted) == [])
  }

  @Test("rules inside a list without maxItems count as often as the request could hold them")
  func cardinality() {
    let item: JSONValue = [
      "type": "object",
      "properties": ["s": ["type": "string", "maxLength": 4096]],
      "x-kubernetes-validations": [["rule": "self.s.matches('^[a-z]+$')"]],
    ]
    let spec: JSONValue = ["l": ["type": "array", "items": item]]
    let messages = Self.messages(spec, ["rule": "true"])
    let place = "spec.validation.openAPIV3Schema.properties[spec].properties[l].items"
    #expect(
      messages.first?.hasPrefix(
        "\(place).x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget"
      ) == true
    )
  }

  @Test("oldSelf needs a place that can be found again")
  func uncorrelatable() {
    let item: JSONValue = [
      "type": "integer", "x-kubernetes-validations": [["rule": "self >= oldSelf"]],
    ]
    let messages = Self.messages(
      ["l": ["type": "array", "maxItems": 3, "items": item]],
      ["rule": "true"]
    )
    let list = "spec.validation.openAPIV3Schema.properties[spec].properties[l]"
    #expect(
      messages == [
        #"\#(list).items.x-kubernetes-validations[0].rule: Invalid value: "self >= oldSelf": "#
          + "oldSelf cannot be used on the uncorrelatable portion of the schema within \(list)"
      ]
    )
  }
}
