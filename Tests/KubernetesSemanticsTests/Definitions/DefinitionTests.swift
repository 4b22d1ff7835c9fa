import APIMachinery
import JSON
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("Definitions and their schemas")
  struct DefinitionTests {
    @Test("K13: a definition is accepted, established and served", arguments: Depth.every)
    func establishes(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        let name = api.widgets.qualifiedName
        try await api.eventually("it is established") {
          try await api.get(.customResourceDefinitions, name).conditions["Established"] == "True"
        }
        let read = try await api.get(.customResourceDefinitions, name)
        #expect(read.conditions["NamesAccepted"] == "True")
        #expect(read.json["status"]?["storedVersions"] == ["v1"])
        #expect(read.json["status"]?["acceptedNames"]?["plural"] == "widgets")
        #expect(try await api.list(api.widgets).json["kind"] == "WidgetList")
      }
    }

    @Test(
      "K13: a schema that is not structural is refused, with the place",
      arguments: Depth.every
    )
    func structural(depth: Depth) async throws {
      try await depth.serve { api in
        // The server validates the only version of a definition as one of old, whose schema was its own field.
        let schema = "spec.validation.openAPIV3Schema"
        for (spec, field) in [
          (
            ["properties": ["a": ["type": "string"]]] as JSONValue,
            "\(schema).properties[spec].type"
          ),
          (
            ["type": "object", "properties": ["a": [:]]],
            "\(schema).properties[spec].properties[a].type"
          ),
        ] {
          let reply = try await api.create(
            .customResourceDefinitions,
            api.widgetDefinition(spec: spec)
          )
          #expect(reply.refusal.code == 422)
          let cause = APIStatus.Cause(
            reason: "FieldValueRequired",
            message: "Required value: must not be empty for specified object fields",
            field: field
          )
          #expect(reply.causes.contains(cause))
        }
      }
    }

    @Test("K13: unknown fields are pruned, unless the schema keeps them", arguments: Depth.every)
    func pruning(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets(
          spec: [
            "type": "object",
            "properties": [
              "known": ["type": "string"],
              "open": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
            ],
          ]
        )
        let made = try await api.create(
          api.widgets,
          api.widget("a", ["known": "x", "unknown": "y", "open": ["any": ["thing": 1]]])
        )
        #expect(made.json["spec"] == ["known": "x", "open": ["any": ["thing": 1]]])
      }
    }

    @Test("K13: defaults are filled in when written and when read", arguments: Depth.every)
    func defaulting(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets(spec: Self.spec(["size": ["type": "integer", "default": 1]]))
        let made = try await api.create(api.widgets, api.widget("a", [:]))
        #expect(made.json["spec"] == ["size": 1])
        let grown = Self.spec([
          "size": ["type": "integer", "default": 1], "note": ["type": "string", "default": "n"],
        ])
        let patched = try await api.patch(
          .customResourceDefinitions,
          api.widgets.qualifiedName,
          .json,
          [
            [
              "op": "replace",
              "path": "/spec/versions/0/schema/openAPIV3Schema/properties/spec", "value": grown,
            ]
          ]
        )
        try #require(patched.status == 200)
        try await api.eventually("the new default is read") {
          try await api.get(api.widgets, "a").json["spec"] == ["note": "n", "size": 1]
        }
        #expect(try await api.get(api.widgets, "a").version == made.version)
      }
    }

    @Test("K13: a null where nothing may be null takes the default", arguments: Depth.every)
    func nulls(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        let made = try await api.create(
          api.widgets,
          api.widget("a", ["size": .null, "note": "x"])
        )
        #expect(made.json["spec"] == ["note": "x", "size": 1])
      }
    }

    @Test("K13: bounds, types and sets are held, in the server's words", arguments: Depth.every)
    func validation(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets(spec: Self.boundedSpec)
        for (spec, problem) in Self.wrong {
          let reply = try await api.create(api.widgets, api.widget("a", spec))
          #expect(
            reply.refusal
              == Refusal(
                422,
                "Invalid",
                "Widget.\(api.group) \"a\" is invalid: \(problem)"
              )
          )
        }
        for port in ["http", 80] as [JSONValue] {
          let reply = try await api.create(
            api.widgets,
            api.widget("p", ["port": port]),
            "dryRun=All"
          )
          #expect(reply.status == 201)
        }
      }
    }

    @Test("K13: an embedded object needs its kind", arguments: Depth.every)
    func embedded(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets(
          spec: Self.spec([
            "child": [
              "type": "object", "x-kubernetes-embedded-resource": true,
              "x-kubernetes-preserve-unknown-fields": true,
            ]
          ])
        )
        let bare = try await api.create(
          api.widgets,
          api.widget("a", ["child": ["apiVersion": "v1"]]),
          "dryRun=All"
        )
        #expect(bare.refusal.code == 422)
        #expect(bare.causes.map(\.field).contains("spec.child.kind"))
        let whole = try await api.create(
          api.widgets,
          api.widget("a", ["child": ["apiVersion": "v1", "kind": "Pod", "spec": ["x": 1]]])
        )
        #expect(whole.json["spec"]?["child"]?["spec"] == ["x": 1])
      }
    }

    @Test(
      "K13: what was invalid before may stay as it is, and nothing else",
      arguments: Depth.every
    )
    func ratcheting(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets(
          spec: Self.spec(["size": ["type": "integer"], "note": ["type": "string"]])
        )
        try await api.create(api.widgets, api.widget("a", ["size": 20]))
        let tight = Self.spec([
          "size": ["type": "integer", "maximum": 10], "note": ["type": "string"],
        ])
        try await api.patch(
          .customResourceDefinitions,
          api.widgets.qualifiedName,
          .json,
          [
            [
              "op": "replace",
              "path": "/spec/versions/0/schema/openAPIV3Schema/properties/spec", "value": tight,
            ]
          ]
        )
        try await api.eventually("the new bound holds") {
          try await api.create(api.widgets, api.widget("b", ["size": 20]), "dryRun=All").status
            == 422
        }
        let untouched = try await api.patch(api.widgets, "a", .merge, ["spec": ["note": "x"]])
        #expect(untouched.status == 200)
        let touched = try await api.patch(api.widgets, "a", .merge, ["spec": ["size": 21]])
        #expect(touched.status == 422)
      }
    }

    @Test("K13: with its definition go all objects of a kind", arguments: Depth.every)
    func removal(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        try await api.create(api.widgets, api.widget("a"))
        try await api.delete(.customResourceDefinitions, api.widgets.qualifiedName)
        try await api.eventually("the definition is gone") {
          try await api.get(.customResourceDefinitions, api.widgets.qualifiedName).status == 404
        }
        try await api.eventually("the kind is not served any more") {
          try await api.list(api.widgets).status == 404
        }
      }
    }

    private static func spec(_ properties: JSONValue) -> JSONValue {
      ["type": "object", "properties": properties]
    }

    private static let wrong: [(JSONValue, String)] = [
      (
        ["size": 11],
        "spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10"
      ),
      (
        ["size": "x"],
        "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: "
          + "\"string\""
      ),
      (["set": ["x", "x"]], "spec.set[1]: Duplicate value: \"x\""),
      (
        ["keyed": [["name": "a"], ["name": "a"]]],
        "spec.keyed[1]: Duplicate value: {\"name\":\"a\"}"
      ),
      (
        ["port": true],
        "spec.port: Invalid value: \"boolean\": spec.port in body must be of type integer,string: "
          + "\"boolean\""
      ),
    ]

    private static let boundedSpec = spec([
      "size": ["type": "integer", "maximum": 10],
      "set": ["type": "array", "x-kubernetes-list-type": "set", "items": ["type": "string"]],
      "keyed": [
        "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
        "items": [
          "type": "object", "required": ["name"], "properties": ["name": ["type": "string"]],
        ],
      ],
      "port": ["x-kubernetes-int-or-string": true],
    ])
  }
}

extension Reply {
  /// The status of each condition, by type.
  var conditions: [String: String] {
    var statuses: [String: String] = [:]
    for condition in json["status"]?["conditions"]?.arrayValue ?? [] {
      statuses[condition["type"]?.stringValue ?? ""] = condition["status"]?.stringValue
    }
    return statuses
  }
}
