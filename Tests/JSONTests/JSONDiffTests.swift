import JSON
import Testing

@Suite struct JSONDiffTests {
  @Test("a change is told by the deepest field that differs, in the order of the keys")
  func changes() {
    let old: JSONValue = [
      "spec": [
        "replicas": 2,
        "template": ["spec": ["containers": [["name": "a", "image": "fisica:1"], ["name": "b"]]]],
      ],
      "metadata": ["labels": ["app.kubernetes.io/name": "x"], "uid": "1"],
    ]
    let new: JSONValue = [
      "spec": [
        "replicas": 2,
        "template": ["spec": ["containers": [["name": "a", "image": "fisica:2"]]]],
        "strategy": ["type": "Recreate"],
      ],
      "metadata": ["labels": ["app.kubernetes.io/name": "y"], "uid": .null],
    ]
    let changes = JSONDiff.changes(from: old, to: new)
    #expect(
      changes.map(\.path.description) == [
        "metadata.labels[app.kubernetes.io/name]", "metadata.uid", "spec.strategy",
        "spec.template.spec.containers[0].image", "spec.template.spec.containers[1]",
      ]
    )
    #expect(changes.map(\.from) == ["x", "1", nil, "fisica:1", ["name": "b"]] as [JSONValue?])
    #expect(
      changes.map(\.to) == ["y", .null, ["type": "Recreate"], "fisica:2", nil] as [JSONValue?]
    )
  }

  @Test("equal documents have no changes, and a change of type is one change")
  func edges() {
    #expect(JSONDiff.changes(from: ["a": [1]], to: ["a": [1]]).isEmpty)
    #expect(
      JSONDiff.changes(from: ["a": [1]], to: ["a": ["b": 1]])
        == [FieldChange(path: FieldPath([.key("a")]), from: [1], to: ["b": 1])]
    )
    #expect(JSONDiff.changes(from: 1, to: 2).map(\.path.description) == [""])
  }
}
