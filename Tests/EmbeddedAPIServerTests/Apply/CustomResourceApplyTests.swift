import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing

@Suite("Server-side apply of custom resources")
struct CustomResourceApplyTests {
  private static func things() throws -> Applying {
    let keyed: JSONValue = [
      "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["n"],
      "items": [
        "type": "object",
        "properties": ["n": ["type": "string"], "v": ["type": "integer"]],
      ],
    ]
    let spec: JSONValue = [
      "type": "object",
      "properties": [
        "a": ["type": "integer"], "keyed": keyed,
        "set": [
          "type": "array", "x-kubernetes-list-type": "set", "items": ["type": "string"],
        ],
        "list": ["type": "array", "items": ["type": "string"]],
        "whole": [
          "type": "object", "x-kubernetes-map-type": "atomic",
          "properties": ["x": ["type": "integer"], "y": ["type": "integer"]],
        ],
        "open": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
      ],
    ]
    let schema = try StructuralSchema(
      openAPIV3Schema: ["type": "object", "properties": ["spec": spec]]
    )
    return Applying(topology: FieldTopology(schema: schema))
  }

  private static func thing(_ spec: JSONValue) -> JSONValue {
    [
      "apiVersion": "example.com/v1", "kind": "Thing",
      "metadata": ["name": "t", "namespace": "default"], "spec": spec,
    ]
  }

  @Test("the schema says what merges and what stands as a whole")
  func ownership() throws {
    let object = try Self.things().apply(
      Self.thing([
        "a": 1, "keyed": [["n": "x", "v": 1]], "set": ["p"], "list": ["q"], "whole": ["x": 1],
        "open": ["deep": ["er": 1]],
      ]),
      by: "op"
    )
    #expect(
      object["metadata"]?["managedFields"]?[0]?["fieldsV1"] == [
        "f:spec": [
          "f:a": [:], "f:keyed": [#"k:{"n":"x"}"#: [".": [:], "f:n": [:], "f:v": [:]]],
          "f:set": [#"v:"p""#: [:]], "f:list": [:], "f:whole": [:],
          "f:open": ["f:deep": [".": [:], "f:er": [:]]],
        ]
      ]
    )
  }

  @Test("sets and keyed lists of two managers are joined, other lists are a conflict")
  func joining() throws {
    let things = try Self.things()
    let live = try things.apply(
      Self.thing(["set": ["p"], "keyed": [["n": "x", "v": 1]]]),
      by: "one"
    )
    let joined = try things.apply(
      Self.thing(["set": ["q"], "keyed": [["n": "y"]], "list": ["a"]]),
      to: live,
      by: "two"
    )
    #expect(joined["spec"]?["set"] == ["p", "q"])
    #expect(joined["spec"]?["keyed"] == [["n": "x", "v": 1], ["n": "y"]])
    let error = #expect(throws: APIStatus.self) {
      try things.apply(Self.thing(["list": ["b"]]), to: joined, by: "one")
    }
    #expect(error?.message == #"Apply failed with 1 conflict: conflict with "two": .spec.list"#)
  }

  @Test("a field that the schema does not declare cannot be applied")
  func undeclared() throws {
    let error = #expect(throws: APIStatus.self) {
      try Self.things().apply(Self.thing(["zzz": 1]), by: "op")
    }
    #expect(
      error?.message == "failed to create typed patch object (default/t; example.com/v1, "
        + "Kind=Thing): .spec.zzz: field not declared in schema"
    )
  }

  @Test("an update of a custom resource owns spec itself when it brought it")
  func creation() throws {
    let object = try Self.things().record(nil, Self.thing(["a": 1]), by: "human")
    #expect(
      object["metadata"]?["managedFields"]?[0]?["fieldsV1"]
        == ["f:spec": [".": [:], "f:a": [:]]]
    )
  }
}
