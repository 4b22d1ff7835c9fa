import EmbeddedAPIServer
import JSON
import Testing

@Suite("Which definitions the server refuses")
struct DefinitionValidationTests {
  private static func messages(_ spec: JSONValue) -> [String] {
    let schema: JSONValue = ["type": "object", "properties": ["spec": spec]]
    return CustomResourceValidation.validateDefinition(Definitions.definition(schema))
      .map(\.message)
  }

  private static let spec = "spec.validation.openAPIV3Schema.properties[spec]"

  @Test(
    "structural rules",
    arguments: [
      ([:], ["\(spec).type: Required value: must not be empty for specified object fields"]),
      (
        ["type": "array"], ["\(spec).items: Required value: must be specified"]
      ),
      (
        ["type": "array", "items": [:]],
        ["\(spec).items.type: Required value: must not be empty for specified array items"]
      ),
      (
        ["type": "object", "anyOf": [["type": "object"]]],
        ["\(spec).anyOf[0].type: Forbidden: must be empty to be structural"]
      ),
      (
        ["type": "object", "oneOf": [["properties": ["a": ["minimum": 1]]]]],
        [
          "\(spec).properties[a]: Required value: because it is defined in "
            + "\(spec).oneOf[0].properties[a]"
        ]
      ),
      (
        ["type": "string", "pattern": "("],
        [
          #"\#(spec).pattern: Invalid value: "(": must be a valid regular expression, but isn't: "#
            + "error parsing regexp: missing closing ): `(`"
        ]
      ),
      (
        ["type": "object", "x-kubernetes-embedded-resource": true],
        [
          "\(spec).properties: Required value: must not be empty if x-kubernetes-embedded-resource is "
            + "true without x-kubernetes-preserve-unknown-fields"
        ]
      ),
      (
        [
          "type": "object", "x-kubernetes-embedded-resource": true,
          "x-kubernetes-preserve-unknown-fields": true,
        ],
        []
      ),
      (
        ["x-kubernetes-int-or-string": true, "anyOf": [["type": "integer"], ["type": "string"]]], []
      ),
    ] as [(JSONValue, [String])]
  )
  func structural(spec: JSONValue, messages: [String]) {
    #expect(Self.messages(spec) == messages)
  }

  @Test("the root is an object without free members, and metadata is not described")
  func root() {
    let schema: JSONValue = [
      "type": "object", "additionalProperties": ["type": "string"],
      "properties": [
        "metadata": ["type": "object", "properties": ["labels": ["type": "object"]]]
      ],
    ]
    let place = "spec.validation.openAPIV3Schema"
    var definition = Definitions.definition(schema)
    definition["spec"]?["versions"] = [
      ["name": "v1", "served": true, "storage": true, "schema": ["openAPIV3Schema": schema]]
    ]
    #expect(
      CustomResourceValidation.validateDefinition(definition).map(\.message)
        == [
          "\(place).additionalProperties: Forbidden: must not be used at the root",
          "\(place).properties[metadata]: Forbidden: must not specify anything other than name "
            + "and generateName, but metadata is implicitly specified",
          "\(place).additionalProperties: Forbidden: additionalProperties and properties are mutual "
            + "exclusive",
        ]
    )
  }

  @Test(
    "a default has to satisfy its own schema",
    arguments: [
      (
        ["type": "integer", "default": "x"],
        [#"\#(spec).default: Invalid value: "string":  in body must be of type integer: "string""#]
      ),
      (
        ["type": "object", "default": ["zzz": 1]],
        [#"\#(spec).default: Invalid value: {"zzz":1}: must not have unknown fields"#]
      ),
      (
        [
          "type": "object", "default": [:],
          "properties": ["n": ["type": "integer", "default": 1]],
          "x-kubernetes-validations": [["rule": "self.n > 0"]],
        ],
        [#"\#(spec).default: Invalid value: "object": no such key: n evaluating rule: self.n > 0"#]
      ),
      (
        [
          "type": "object", "default": [:],
          "properties": ["n": ["type": "integer", "default": 1]],
          "x-kubernetes-validations": [["rule": "!has(self.n) || self.n > 0"]],
        ],
        []
      ),
      (
        [
          "type": "object", "default": ["n": 0], "properties": ["n": ["type": "integer"]],
          "x-kubernetes-validations": [["rule": "self.n > 0", "message": "m"]],
        ],
        ["\(spec).default: Invalid value: m"]
      ),
    ] as [(JSONValue, [String])]
  )
  func defaults(spec: JSONValue, messages: [String]) {
    #expect(Self.messages(spec) == messages)
  }

  @Test(
    "keywords that contradict each other",
    arguments: [
      (
        [
          "type": "array", "items": ["type": "object"], "x-kubernetes-list-type": "map",
          "x-kubernetes-list-map-keys": ["name"],
        ],
        [
          #"\#(spec).x-kubernetes-list-map-keys: Invalid value: ["name"]: "#
            + "entries must all be names of item properties"
        ]
      ),
      (
        [
          "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
          "items": ["type": "object", "properties": ["name": ["type": "string"]]],
        ],
        [
          "\(spec).items.properties[name].default: Required value: this property is in "
            + "x-kubernetes-list-map-keys, so it must have a default or be a required property"
        ]
      ),
      (
        ["type": "array", "items": ["type": "string"], "x-kubernetes-list-type": "bag"],
        [
          #"\#(spec).x-kubernetes-list-type: Unsupported value: "bag": supported values: "#
            + #""atomic", "set", "map""#
        ]
      ),
      (
        ["type": "array", "items": ["type": "string"], "uniqueItems": true],
        [
          "\(spec).uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime "
            + "complexity becomes quadratic"
        ]
      ),
      (
        ["type": "list"],
        [
          #"\#(spec).type: Unsupported value: "list": supported values: "array", "boolean", "integer", "#
            + #""number", "object", "string""#
        ]
      ),
      (
        ["type": "object", "$ref": "#/x", "patternProperties": ["a": ["type": "string"]]],
        [
          "\(spec).patternProperties: Forbidden: patternProperties is not supported",
          "\(spec).$ref: Forbidden: $ref is not supported",
        ]
      ),
      (
        [
          "type": "array", "x-kubernetes-list-type": "set", "items": ["type": "object"],
        ],
        [
          "\(spec).items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list "
            + "with x-kubernetes-list-type=set"
        ]
      ),
      (
        [
          "type": "array", "x-kubernetes-list-type": "map",
          "x-kubernetes-list-map-keys": ["name", "name"],
          "items": [
            "type": "object", "nullable": true, "required": ["name"],
            "properties": ["name": ["type": "string", "nullable": true]],
          ],
        ],
        [
          #"\#(spec).x-kubernetes-list-map-keys: Invalid value: ["name","name"]: must not contain "#
            + "duplicate entries",
          "\(spec).items.nullable: Forbidden: cannot be nullable when x-kubernetes-list-type is map",
          "\(spec).items.properties[name].nullable: Forbidden: this property is in "
            + "x-kubernetes-list-map-keys, so it cannot be nullable",
          "\(spec).items.properties[name].nullable: Forbidden: this property is in "
            + "x-kubernetes-list-map-keys, so it cannot be nullable",
        ]
      ),
      (
        ["type": "string", "x-kubernetes-map-type": "atomic"],
        [
          #"\#(spec).type: Invalid value: "string": must be object if x-kubernetes-map-type is specified"#
        ]
      ),
      (
        ["type": "object", "x-kubernetes-preserve-unknown-fields": false],
        [
          "\(spec).x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined"
        ]
      ),
      (
        ["type": "object", "x-kubernetes-validations": [["rule": " "]]],
        ["\(spec).x-kubernetes-validations[0].rule: Required value: rule is not specified"]
      ),
      (
        ["type": "object", "x-kubernetes-validations": [["rule": "true", "fieldPath": ".nope"]]],
        [
          #"\#(spec).x-kubernetes-validations[0].fieldPath: Invalid value: ".nope": "#
            + "fieldPath must be a valid path"
        ]
      ),
    ] as [(JSONValue, [String])]
  )
  func keywords(spec: JSONValue, messages: [String]) {
    #expect(Self.messages(spec) == messages)
  }

  @Test("name, scope and versions")
  func frame() {
    var definition = Definitions.definition(["type": "object"])
    #expect(CustomResourceValidation.validateDefinition(definition) == [])
    definition["metadata"] = ["name": "wrong"]
    definition["spec"]?["scope"] = "Everywhere"
    #expect(
      CustomResourceValidation.validateDefinition(definition).map(\.message) == [
        #"metadata.name: Invalid value: "wrong": must be spec.names.plural+"."+spec.group"#,
        #"spec.scope: Unsupported value: "Everywhere": supported values: "Cluster", "Namespaced""#,
      ]
    )
  }
}
