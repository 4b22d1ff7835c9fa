import EmbeddedAPIServer
import JSON
import Testing

@Suite("What a schema refuses")
struct SchemaValidationTests {
  /// The messages for `{"a": value}` under a schema with the property `a`.
  private static func messages(
    _ property: JSONValue,
    _ value: JSONValue
  ) throws -> [String] {
    let schema = try StructuralSchema(
      openAPIV3Schema: ["type": "object", "properties": ["a": property]]
    )
    return schema.validate(["a": value], old: nil).map(\.message)
  }

  @Test(
    "each bound complains in the server's words",
    arguments: [
      (
        ["type": "integer"], "x",
        #"a: Invalid value: "string": a in body must be of type integer: "string""#
      ),
      (
        ["type": "integer"], 1.5,
        #"a: Invalid value: "number": a in body must be of type integer: "number""#
      ),
      (
        ["type": "string"], .null,
        #"a: Invalid value: "null": a in body must be of type string: "null""#
      ),
      (
        ["type": "integer", "maximum": 100], 120,
        "a: Invalid value: 120: a in body should be less than or equal to 100"
      ),
      (
        ["type": "number", "maximum": 0.5], 0.75,
        "a: Invalid value: 0.75: a in body should be less than or equal to 0.5"
      ),
      (
        ["type": "number", "maximum": 1, "exclusiveMaximum": true], 1,
        "a: Invalid value: 1: a in body should be less than 1"
      ),
      (
        ["type": "integer", "minimum": 1], 0,
        "a: Invalid value: 0: a in body should be greater than or equal to 1"
      ),
      (
        ["type": "number", "minimum": 0, "exclusiveMinimum": true], 0,
        "a: Invalid value: 0: a in body should be greater than 0"
      ),
      (
        ["type": "integer", "multipleOf": 5], 7,
        "a: Invalid value: 7: a in body should be a multiple of 5"
      ),
      (
        ["type": "string", "maxLength": 2], "abc",
        "a: Too long: may not be more than 2 bytes"
      ),
      (
        ["type": "string", "minLength": 2], "a",
        #"a: Invalid value: "a": a in body should be at least 2 chars long"#
      ),
      (
        ["type": "string", "pattern": "^[a-z]+$"], "A1",
        #"a: Invalid value: "A1": a in body should match '^[a-z]+$'"#
      ),
      (
        ["type": "string", "enum": ["A", "B"]], "C",
        #"a: Unsupported value: "C": supported values: "A", "B""#
      ),
      (
        ["type": "integer", "enum": [1, 2]], 3,
        #"a: Unsupported value: 3: supported values: "1", "2""#
      ),
      (
        ["type": "array", "items": ["type": "string"], "maxItems": 1], ["x", "y"],
        "a: Too many: 2: must have at most 1 item"
      ),
      (
        ["type": "array", "items": ["type": "string"], "minItems": 1], [],
        "a: Invalid value: 0: a in body should have at least 1 items"
      ),
      (
        ["type": "array", "items": ["type": "integer"]], [1, "x"],
        #"a[1]: Invalid value: "string": a[1] in body must be of type integer: "string""#
      ),
      (
        ["type": "object", "required": ["b"], "properties": ["b": ["type": "string"]]], [:],
        "a.b: Required value"
      ),
      (
        ["type": "object", "maxProperties": 1, "additionalProperties": ["type": "string"]],
        ["x": "1", "y": "2"], "a: Too many: 2: must have at most 1 item"
      ),
      (
        ["type": "object", "additionalProperties": ["type": "string"]], ["x": 1],
        #"a.x: Invalid value: "integer": a.x in body must be of type string: "integer""#
      ),
      (
        ["x-kubernetes-int-or-string": true], true,
        #"a: Invalid value: "boolean": a in body must be of type integer,string: "boolean""#
      ),
      (
        ["type": "string", "format": "date-time"], "yesterday",
        #"a: Invalid value: "yesterday": a in body must be of type date-time: "yesterday""#
      ),
      (
        ["type": "string", "format": "date-time"], 5,
        #"a: Invalid value: "int64": a in body must be of type date-time: "int64""#
      ),
      (
        ["type": "integer", "format": "int32"], true,
        #"a: Invalid value: "": a in body must be of type int32: """#
      ),
      (
        ["type": "integer", "format": "int32"], "5",
        #"a: Invalid value: "string": a in body must be of type integer: "string""#
      ),
      (
        ["type": "object", "minProperties": 2, "additionalProperties": ["type": "string"]],
        ["x": 1], "a: Invalid value: 1: a in body should have at least 2 properties"
      ),
      (
        ["type": "string", "nullable": true, "enum": ["A"]], .null,
        #"a: Unsupported value: null: supported values: "A""#
      ),
      (
        ["type": "array", "items": ["type": "string"], "x-kubernetes-list-type": "set"],
        ["x", "y", "x", "x"], #"a[2]: Duplicate value: "x""#
      ),
      (
        [
          "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["n"],
          "items": ["type": "object", "properties": ["n": ["type": "string"]]],
        ],
        [["n": "x"], ["n": "x"]], #"a[1]: Duplicate value: {"n":"x"}"#
      ),
    ] as [(JSONValue, JSONValue, String)]
  )
  func bounds(property: JSONValue, value: JSONValue, message: String) throws {
    #expect(try Self.messages(property, value) == [message])
  }

  @Test(
    "one value can break several bounds: elements come before their number, factors before limits"
  )
  func several() throws {
    #expect(
      try Self.messages(["type": "integer", "multipleOf": 2, "maximum": 5], 7) == [
        "a: Invalid value: 7: a in body should be a multiple of 2",
        "a: Invalid value: 7: a in body should be less than or equal to 5",
      ]
    )
    let list: JSONValue = ["type": "array", "maxItems": 1, "items": ["type": "string"]]
    #expect(
      try Self.messages(list, [1, "x"]) == [
        #"a[0]: Invalid value: "integer": a[0] in body must be of type string: "integer""#,
        "a: Too many: 2: must have at most 1 item",
      ]
    )
  }

  @Test(
    "values within the bounds pass",
    arguments: [
      (["type": "number"], 1), (["type": "integer"], 3.0), (["type": "string"], ""),
      (["type": "string", "nullable": true], .null), (["type": "boolean"], false),
      (["x-kubernetes-int-or-string": true], "50%"), (["x-kubernetes-int-or-string": true], 3),
      (["x-kubernetes-preserve-unknown-fields": true], [1, "x", ["y": .null]]),
      (["type": "integer", "minimum": 1, "maximum": 1], 1),
    ] as [(JSONValue, JSONValue)]
  )
  func accepted(property: JSONValue, value: JSONValue) throws {
    #expect(try Self.messages(property, value) == [])
  }

  @Test(
    "combinations name the place in the text and belong to no field",
    arguments: [
      (
        "oneOf", [["required": ["x"]], ["required": ["y"]]], ["x": 1, "y": 2],
        [
          #"<nil>: Invalid value: "": "a" must validate one and only one schema (oneOf). "#
            + "Found 2 valid alternatives"
        ]
      ),
      (
        "anyOf", [["required": ["x"]], ["required": ["y"]]], [:],
        [
          #"<nil>: Invalid value: "": "a" must validate at least one schema (anyOf)"#,
          "a.x: Required value",
        ]
      ),
      (
        "allOf", [["required": ["x"]], ["required": ["y"]]], ["x": 1],
        [
          "a.y: Required value",
          #"<nil>: Invalid value: "": "a" must validate all the schemas (allOf)"#,
        ]
      ),
      (
        "not", ["required": ["x"]], ["x": 1],
        [#"<nil>: Invalid value: "": "a" must not validate the schema (not)"#]
      ),
    ] as [(String, JSONValue, JSONValue, [String])]
  )
  func combinations(
    keyword: String,
    branches: JSONValue,
    value: JSONValue,
    messages: [String]
  ) throws {
    var property: JSONValue = [
      "type": "object",
      "properties": ["x": ["type": "integer"], "y": ["type": "integer"]],
    ]
    property[keyword] = branches
    #expect(try Self.messages(property, value) == messages)
  }

  @Test("an update tolerates what it leaves as it was, and nothing else")
  func ratcheting() throws {
    let list: JSONValue = [
      "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["n"],
      "items": [
        "type": "object",
        "properties": ["n": ["type": "string"], "v": ["type": "integer", "maximum": 1]],
      ],
    ]
    let schema = try StructuralSchema(
      openAPIV3Schema: ["type": "object", "properties": ["l": list]]
    )
    let old: JSONValue = ["l": [["n": "a", "v": 5], ["n": "b", "v": 5]]]
    let moved: JSONValue = ["l": [["n": "b", "v": 6], ["n": "a", "v": 5]]]
    #expect(
      schema.validate(moved, old: old).map(\.message) == [
        "l[0].v: Invalid value: 6: l[0].v in body should be less than or equal to 1"
      ]
    )
  }

  @Test("rules are not judged on a value of the wrong shape, and the server says so")
  func hiddenRules() throws {
    let schema = try StructuralSchema(
      openAPIV3Schema: [
        "type": "object",
        "properties": ["a": ["type": "integer"]],
        "x-kubernetes-validations": [["rule": "self.a > 0"]],
      ]
    )
    #expect(
      schema.validate(["a": "x"], old: nil).map(\.message) == [
        #"a: Invalid value: "string": a in body must be of type integer: "string""#,
        "<nil>: Invalid value: null: some validation rules were not checked because the object "
          + "was invalid; correct the existing errors to complete validation",
      ]
    )
  }
}
