import EmbeddedAPIServer
import JSON
import Testing

@Suite("What a schema fills in and drops")
struct DefaultingAndPruningTests {
  private static let nested: JSONValue = [
    "type": "object",
    "properties": [
      "spec": [
        "type": "object",
        "default": [:],
        "properties": [
          "n": ["type": "integer", "default": 3],
          "plain": ["type": "string"],
          "maybe": ["type": "string", "nullable": true, "default": "x"],
          "list": [
            "type": "array",
            "items": ["type": "object", "properties": ["k": ["type": "integer", "default": 1]]],
          ],
          "open": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
          "map": [
            "type": "object",
            "additionalProperties": [
              "type": "object", "properties": ["v": ["type": "integer", "default": 7]],
            ],
          ],
        ],
      ]
    ],
  ]

  @Test(
    "defaults go from the outside in; a null that says nothing counts as absent",
    arguments: [
      ([:], ["spec": ["n": 3, "maybe": "x"]]),
      (["spec": ["n": 5]], ["spec": ["n": 5, "maybe": "x"]]),
      (["spec": ["n": .null]], ["spec": ["n": 3, "maybe": "x"]]),
      (["spec": ["plain": .null]], ["spec": ["n": 3, "maybe": "x"]]),
      (["spec": ["maybe": .null]], ["spec": ["n": 3, "maybe": .null]]),
      (
        ["spec": ["list": [[:], ["k": 2]]]],
        ["spec": ["n": 3, "maybe": "x", "list": [["k": 1], ["k": 2]]]]
      ),
      (
        ["spec": ["map": ["a": [:]]]],
        ["spec": ["n": 3, "maybe": "x", "map": ["a": ["v": 7]]]]
      ),
    ] as [(JSONValue, JSONValue)]
  )
  func defaults(given: JSONValue, filled: JSONValue) throws {
    var value = given
    try StructuralSchema(openAPIV3Schema: Self.nested).applyDefaults(&value)
    #expect(value == filled)
  }

  @Test("unknown fields go, with their paths; metadata and open parts stay")
  func pruning() throws {
    var value: JSONValue = [
      "apiVersion": "v1", "kind": "X", "metadata": ["name": "a", "odd": 1], "extra": 1,
      "spec": [
        "n": 1, "zzz": 1, "list": [["k": 1, "no": 2]], "open": ["a": ["b": 1]],
        "map": ["x": ["v": 1, "w": 2]],
      ],
    ]
    let dropped = try StructuralSchema(openAPIV3Schema: Self.nested).prune(&value)
    #expect(dropped == ["extra", "spec.list[0].no", "spec.map.x.w", "spec.zzz"])
    #expect(
      value == [
        "apiVersion": "v1", "kind": "X", "metadata": ["name": "a", "odd": 1],
        "spec": [
          "n": 1, "list": [["k": 1]], "open": ["a": ["b": 1]], "map": ["x": ["v": 1]],
        ],
      ]
    )
  }

  @Test("defaulting and pruning twice is the same as once")
  func idempotence() throws {
    let schema = try StructuralSchema(openAPIV3Schema: Self.nested)
    var value: JSONValue = ["spec": ["zzz": 1, "list": [[:]], "plain": .null]]
    _ = schema.prune(&value)
    schema.applyDefaults(&value)
    let once = value
    #expect(schema.prune(&value) == [])
    schema.applyDefaults(&value)
    #expect(value == once)
  }

  @Test(
    "a schema that cannot be read says where and why",
    arguments: [
      (["type": "int"], #"type: "int" is no type"#),
      (["properties": ["a": 1]], "properties[a]: a schema must be an object"),
      (
        ["properties": ["a": ["pattern": "["]]],
        "properties[a].pattern: must be a valid regular expression, but isn't: "
          + "error parsing regexp: missing closing ]: `[`"
      ),
    ] as [(JSONValue, String)]
  )
  func unreadable(schema: JSONValue, message: String) {
    let error = #expect(throws: SchemaError.self) {
      try StructuralSchema(openAPIV3Schema: schema)
    }
    #expect(error?.description == message)
  }
}
