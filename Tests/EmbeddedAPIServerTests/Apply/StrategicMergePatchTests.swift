import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing

@Suite("Strategic merge patch")
struct StrategicMergePatchTests {
  private static let live: JSONValue = [
    "metadata": ["labels": ["a": "1", "b": "2"], "finalizers": ["x", "y", "z"]],
    "spec": [
      "strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": 1]],
      "template": [
        "spec": [
          "containers": [
            ["name": "api", "image": "a:1", "env": [["name": "A", "value": "1"]]],
            ["name": "side", "image": "s:1"],
          ],
          "tolerations": [["key": "t"]],
          "nodeSelector": ["disk": "ssd", "zone": "z"],
          "volumes": [["name": "v", "emptyDir": ["medium": "Memory"]]],
        ]
      ],
    ],
  ]

  /// The pod spec of the live object after a patch of it.
  private static func podSpec(_ patch: JSONValue) throws -> JSONValue? {
    try StrategicMergePatch.apply(
      ["spec": ["template": ["spec": patch]]],
      to: live,
      topology: .of(.deployments)
    )["spec"]?["template"]?["spec"]
  }

  @Test(
    "lists of a pod merge by their keys",
    arguments: [
      (
        ["containers": [["name": "api", "image": "a:2"]]], "containers",
        [
          ["name": "api", "image": "a:2", "env": [["name": "A", "value": "1"]]],
          ["name": "side", "image": "s:1"],
        ]
      ),
      (
        ["containers": [["name": "side", "$patch": "delete"]]], "containers",
        [["name": "api", "image": "a:1", "env": [["name": "A", "value": "1"]]]]
      ),
      (
        ["containers": [["$patch": "replace"], ["name": "new"]]], "containers", [["name": "new"]]
      ),
      (
        ["containers": [["name": "api", "env": [["name": "B", "value": "2"]]]]], "containers",
        [
          [
            "name": "api", "image": "a:1",
            "env": [["name": "A", "value": "1"], ["name": "B", "value": "2"]],
          ],
          ["name": "side", "image": "s:1"],
        ]
      ),
      (
        [
          "$setElementOrder/containers": [["name": "side"], ["name": "api"]],
          "containers": [["name": "api", "env": .null]],
        ], "containers", [["name": "side", "image": "s:1"], ["name": "api", "image": "a:1"]]
      ),
      (["tolerations": [["key": "u"]]], "tolerations", [["key": "u"]]),
      (["nodeSelector": ["disk": .null]], "nodeSelector", ["zone": "z"]),
      (["nodeSelector": ["$patch": "replace", "a": "b"]], "nodeSelector", ["a": "b"]),
      (
        [
          "volumes": [
            ["name": "v", "$retainKeys": ["name", "configMap"], "configMap": ["name": "c"]]
          ]
        ], "volumes", [["name": "v", "configMap": ["name": "c"]]]
      ),
    ] as [(JSONValue, String, JSONValue)]
  )
  func pods(patch: JSONValue, field: String, expected: JSONValue) throws {
    #expect(try Self.podSpec(patch)?[field] == expected)
  }

  @Test("null removes, maps merge, directives never stay behind")
  func maps() throws {
    let result = try StrategicMergePatch.apply(
      [
        "metadata": [
          "labels": ["a": .null, "c": "3"], "annotations": ["$patch": "merge", "n": "1"],
        ],
        "spec": [
          "strategy": [
            "$retainKeys": ["type"], "type": "Recreate", "rollingUpdate": .null,
          ]
        ],
      ],
      to: Self.live,
      topology: .of(.deployments)
    )
    #expect(result["metadata"]?["labels"] == ["b": "2", "c": "3"])
    #expect(result["metadata"]?["annotations"] == ["n": "1"])
    #expect(result["spec"]?["strategy"] == ["type": "Recreate"])
    #expect(!result.jsonText.contains("$"))
  }

  @Test("lists of scalars merge as sets, and $deleteFromPrimitiveList takes out")
  func primitives() throws {
    let result = try StrategicMergePatch.apply(
      [
        "metadata": [
          "$deleteFromPrimitiveList/finalizers": ["y"],
          "$setElementOrder/finalizers": ["w", "x", "z"], "finalizers": ["w"],
        ]
      ],
      to: Self.live,
      topology: .of(.deployments)
    )
    #expect(result["metadata"]?["finalizers"] == ["w", "x", "z"])
  }

  @Test("the ports of a Service merge by port, whatever their protocol")
  func servicePorts() throws {
    let result = try StrategicMergePatch.apply(
      ["spec": ["ports": [["port": 80, "name": "web"]]]],
      to: ["spec": ["ports": [["port": 80, "protocol": "TCP", "targetPort": 8000]]]],
      topology: .of(.services)
    )
    #expect(
      result["spec"]?["ports"]
        == [["port": 80, "protocol": "TCP", "targetPort": 8000, "name": "web"]]
    )
  }

  @Test("an element without its key is refused")
  func missingKey() {
    let error = #expect(throws: APIStatus.self) {
      try Self.podSpec(["containers": [["image": "a:2"]]])
    }
    #expect(
      error?.message
        == "Internal error occurred: map: map[image:a:2] does not contain declared merge key: name"
    )
  }
}
