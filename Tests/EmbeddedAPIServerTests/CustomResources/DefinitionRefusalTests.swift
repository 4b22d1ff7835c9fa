import EmbeddedAPIServer
import JSON
import Testing

@Suite("Which definitions the server refuses, by their frame")
struct DefinitionRefusalTests {
  private static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "spec": [
        "type": "object",
        "properties": [
          "size": ["type": "integer"], "tags": ["type": "array", "items": ["type": "string"]],
        ],
      ]
    ],
  ]

  /// The messages for a definition of which one part of the specification was replaced.
  private static func messages(_ keys: [String], _ value: JSONValue) -> [String] {
    var definition = Definitions.definition(schema)
    definition["spec"] = replacing(keys[...], in: definition["spec"] ?? [:], by: value)
    return CustomResourceValidation.validateDefinition(definition).map(\.message)
  }

  private static func replacing(
    _ keys: ArraySlice<String>,
    in value: JSONValue,
    by new: JSONValue
  ) -> JSONValue {
    guard let key = keys.first else { return new }
    var value = value
    value[key] = replacing(keys.dropFirst(), in: value[key] ?? [:], by: new)
    return value
  }

  private static func version(_ fields: JSONValue) -> JSONValue {
    var version: JSONValue = [
      "name": "v1", "served": true, "storage": true, "schema": ["openAPIV3Schema": schema],
    ]
    for member in fields.objectValue ?? [:] { version[member.key] = member.value }
    return version
  }

  private static let label1035 =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
    + "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', "
    + "regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"

  @Test(
    "groups, scopes and names",
    arguments: [
      (
        ["group"], "",
        [
          #"metadata.name: Invalid value: "things.example.com": must be spec.names.plural+"."+spec.group"#,
          "spec.group: Required value",
        ]
      ),
      (
        ["group"], "example",
        [
          #"metadata.name: Invalid value: "things.example.com": must be spec.names.plural+"."+spec.group"#,
          #"spec.group: Invalid value: "example": should be a domain with at least one dot"#,
        ]
      ),
      (["scope"], "", ["spec.scope: Required value"]),
      (
        ["scope"], "Node",
        [#"spec.scope: Unsupported value: "Node": supported values: "Cluster", "Namespaced""#]
      ),
      (["names", "singular"], "", ["spec.names.singular: Required value"]),
      (
        ["names", "singular"], "Thing",
        [#"spec.names.singular: Invalid value: "Thing": \#(label1035)"#]
      ),
      (
        ["names", "kind"], "My_Thing",
        [
          #"spec.names.kind: Invalid value: "My_Thing": may have mixed case, but should otherwise match: "#
            + label1035
        ]
      ),
      (
        ["names", "listKind"], "Thing",
        [#"spec.names.listKind: Invalid value: "Thing": kind and listKind may not be the same"#]
      ),
      (
        ["names", "shortNames"], ["th", "T"],
        [#"spec.names.shortNames[1]: Invalid value: "T": \#(label1035)"#]
      ),
      (
        ["names", "categories"], ["all", "_"],
        [#"spec.names.categories[1]: Invalid value: "_": \#(label1035)"#]
      ),
    ] as [([String], JSONValue, [String])]
  )
  func names(keys: [String], value: JSONValue, messages: [String]) {
    #expect(Self.messages(keys, value) == messages)
  }

  private static func quoted(_ name: String, storage: Bool) -> String {
    #"{"Name":"\#(name)","Served":true,"Storage":\#(storage),"Deprecated":false,"#
      + #""DeprecationWarning":null,"Schema":null,"Subresources":null,"#
      + #""AdditionalPrinterColumns":null,"SelectableFields":null}"#
  }

  @Test(
    "versions",
    arguments: [
      (
        [version(["storage": false])],
        [
          "spec.versions: Invalid value: [\(quoted("v1", storage: false))]: must have exactly one "
            + "version marked as storage version"
        ]
      ),
      (
        [version([:]), version(["name": "v2"])],
        [
          "spec.versions: Invalid value: [\(quoted("v1", storage: true)),"
            + "\(quoted("v2", storage: true))]: must have exactly one version marked as storage version"
        ]
      ),
      (
        [version([:]), version(["storage": false])],
        [
          "spec.versions: Invalid value: [\(quoted("v1", storage: true)),"
            + "\(quoted("v1", storage: false))]: must contain unique version names"
        ]
      ),
      (
        [version(["name": "1"])],
        [
          #"spec.versions[0].name: Invalid value: "1": \#(label1035)"#,
          #"spec.version: Invalid value: "1": \#(label1035)"#,
        ]
      ),
      (
        [version(["schema": .null])],
        ["spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required"]
      ),
      (
        [version(["deprecationWarning": "use v2"])],
        [
          #"spec.versions[0].deprecationWarning: Invalid value: "use v2": can only be set for "#
            + "deprecated versions"
        ]
      ),
      (
        [version(["deprecated": true, "deprecationWarning": "a\nb"])],
        [
          #"spec.versions[0].deprecationWarning: Invalid value: "a\nb": must only contain printable "#
            + "UTF-8 characters; non-printable character found at index 1"
        ]
      ),
    ] as [([JSONValue], [String])]
  )
  func versions(versions: [JSONValue], messages: [String]) {
    #expect(Self.messages(["versions"], .array(versions)) == messages)
  }

  @Test(
    "subresources, columns and selectable fields: what one version says stands at the top",
    arguments: [
      (
        ["subresources": ["scale": .object([:])]],
        [
          "spec.subresources.scale.specReplicasPath: Required value",
          "spec.subresources.scale.statusReplicasPath: Required value",
        ]
      ),
      (
        [
          "subresources": [
            "scale": [
              "specReplicasPath": "spec.size", "statusReplicasPath": ".spec.size",
              "labelSelectorPath": ".metadata.labels",
            ]
          ]
        ],
        [
          #"spec.subresources.scale.specReplicasPath: Invalid value: "spec.size": must be a simple "#
            + "json path starting with .",
          #"spec.subresources.scale.statusReplicasPath: Invalid value: ".spec.size": should be a "#
            + "json path under .status",
          #"spec.subresources.scale.labelSelectorPath: Invalid value: ".metadata.labels": should be "#
            + "a json path under either .spec or .status",
        ]
      ),
      (
        ["additionalPrinterColumns": [["type": "text", "format": "iso", "jsonPath": "spec.size"]]],
        [
          "spec.additionalPrinterColumns[0].name: Required value",
          #"spec.additionalPrinterColumns[0].type: Invalid value: "text": must be one of "#
            + "boolean,date,integer,number,string",
          #"spec.additionalPrinterColumns[0].format: Invalid value: "iso": must be one of "#
            + "byte,date,date-time,double,float,int32,int64,password",
          #"spec.additionalPrinterColumns[0].JSONPath: Invalid value: "spec.size": must be a simple "#
            + "json path starting with .",
        ]
      ),
      (
        ["additionalPrinterColumns": [["name": "Size"]]],
        [
          "spec.additionalPrinterColumns[0].type: Required value: must be one of "
            + "boolean,date,integer,number,string",
          "spec.additionalPrinterColumns[0].JSONPath: Required value",
        ]
      ),
      (
        ["selectableFields": [["jsonPath": ".spec.size"], ["jsonPath": ".spec.size"]]],
        [#"spec.selectableFields[1].jsonPath: Duplicate value: ".spec.size""#]
      ),
      (
        [
          "selectableFields": [
            ["jsonPath": ".spec.nope"], ["jsonPath": ".spec.tags"], ["jsonPath": "spec"],
            ["jsonPath": ".spec['size']"], ["jsonPath": ""],
          ]
        ],
        [
          #"spec.selectableFields[0].jsonPath: Invalid value: ".spec.nope": is an invalid path: "#
            + "does not refer to a valid field",
          #"spec.selectableFields[1].jsonPath: Invalid value: ".spec.tags": must point to a field of "#
            + "type string, boolean or integer. Enum string fields and strings with formats are allowed.",
          #"spec.selectableFields[2].jsonPath: Invalid value: "spec": is an invalid path: expected "#
            + "[ or . but got: spec",
          #"spec.selectableFields[3].jsonPath: Invalid value: ".spec['size']": is an invalid path: "#
            + "array notation is not allowed",
          "spec.selectableFields[4].jsonPath: Required value",
        ]
      ),
    ] as [(JSONValue, [String])]
  )
  func endpoints(fields: JSONValue, messages: [String]) {
    #expect(Self.messages(["versions"], [Self.version(fields)]) == messages)
  }

  @Test("what versions say differently is judged at each of them")
  func differing() {
    let versions: JSONValue = [
      Self.version(["additionalPrinterColumns": [["name": "A", "type": "x", "jsonPath": ".a"]]]),
      Self.version(["name": "v2", "storage": false]),
    ]
    #expect(
      Self.messages(["versions"], versions) == [
        #"spec.versions[0].additionalPrinterColumns[0].type: Invalid value: "x": must be one of "#
          + "boolean,date,integer,number,string"
      ]
    )
  }

  @Test(
    "conversion",
    arguments: [
      (["strategy": ""], ["spec.conversion.strategy: Required value"]),
      (
        ["strategy": "Magic"],
        [
          #"spec.conversion.strategy: Unsupported value: "Magic": supported values: "None", "Webhook""#
        ]
      ),
      (
        ["strategy": "Webhook"],
        [
          "spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook",
          "spec.conversion.conversionReviewVersions: Required value",
        ]
      ),
      (
        ["strategy": "None", "webhook": ["conversionReviewVersions": ["v1"]]],
        [
          "spec.conversion.conversionReviewVersions: Forbidden: should not be set when strategy is "
            + "not set to Webhook"
        ]
      ),
      (
        [
          "strategy": "Webhook",
          "webhook": [
            "conversionReviewVersions": ["v7", "v7"],
            "clientConfig": ["url": "http://u@host/x?y=1#z"],
          ],
        ],
        [
          #"spec.conversion.webhookClientConfig.url: Invalid value: "http": 'https' is the only "#
            + "allowed URL scheme; desired format: https://host[/path]",
          #"spec.conversion.webhookClientConfig.url: Invalid value: "u": user information is not "#
            + "permitted in the URL",
          #"spec.conversion.webhookClientConfig.url: Invalid value: "z": fragments are not permitted "#
            + "in the URL",
          #"spec.conversion.webhookClientConfig.url: Invalid value: "y=1": query parameters are not "#
            + "permitted in the URL",
          #"spec.conversion.conversionReviewVersions[1]: Invalid value: "v7": duplicate version"#,
          #"spec.conversion.conversionReviewVersions: Invalid value: ["v7","v7"]: must include at "#
            + "least one of v1, v1beta1",
        ]
      ),
      (
        [
          "strategy": "Webhook",
          "webhook": [
            "conversionReviewVersions": ["v1"],
            "clientConfig": [
              "service": ["name": "s", "namespace": "n", "port": 0, "path": "a//b"]
            ],
          ],
        ],
        [
          "spec.conversion.webhookClientConfig.service.port: Invalid value: 0: port is not valid: "
            + "must be between 1 and 65535, inclusive",
          #"spec.conversion.webhookClientConfig.service.path: Invalid value: "a//b": must start with a '/'"#,
          #"spec.conversion.webhookClientConfig.service.path: Invalid value: "a//b": segment[0] may not be empty"#,
          #"spec.conversion.webhookClientConfig.service.path: Invalid value: "a//b": segment[1] may not be empty"#,
        ]
      ),
      (
        [
          "strategy": "Webhook",
          "webhook": [
            "conversionReviewVersions": ["v1"],
            "clientConfig": ["url": "https://h", "service": ["name": "s", "namespace": "n"]],
          ],
        ],
        [
          "spec.conversion.webhookClientConfig: Required value: exactly one of url or service is required"
        ]
      ),
    ] as [(JSONValue, [String])]
  )
  func conversion(conversion: JSONValue, messages: [String]) {
    #expect(Self.messages(["conversion"], conversion) == messages)
  }

  @Test("a root that says more than a status endpoint allows is quoted in Go's words")
  func root() {
    var schema: JSONValue = ["type": "object"]
    schema["oneOf"] = [["required": ["a"]]]
    let message =
      CustomResourceValidation.validateDefinition(Definitions.definition(schema))
      .first?.message ?? ""
    #expect(
      message.hasPrefix(
        #"spec.validation.openAPIV3Schema: Invalid value: {"ID":"","Schema":"","Ref":null,"#
      )
    )
    #expect(
      message.hasSuffix(
        "only [Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum "
          + "MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items "
          + "Properties ExternalDocs Example XPreserveUnknownFields XValidations] fields are allowed "
          + "at the root of the schema if the status subresource is enabled"
      )
    )
  }
}
