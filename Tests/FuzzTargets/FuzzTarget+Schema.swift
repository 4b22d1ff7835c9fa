import EmbeddedAPIServer
import JSON

extension FuzzTarget {
  /// Pruning and defaulting by a schema that the server accepts are done after one pass, and judging a value has one outcome.
  ///
  /// `{"schema": …, "value": …, "old": …}`
  static let schema = FuzzTarget("schema") { input throws(BrokenLaw) in
    guard let json = try? JSONValue(parsing: input.bytes), let schema = json["schema"],
      var value = json["value"]
    else { return }
    let refusals = CustomResourceValidation.validateDefinition(definition(of: schema))
    guard let structural = try? StructuralSchema(openAPIV3Schema: schema) else {
      return try require(!refusals.isEmpty, "the server accepts a schema that cannot be read")
    }
    _ = structural.validate(value, old: json["old"])
    guard refusals.isEmpty else { return }
    _ = structural.prune(&value)
    var again = value
    try require(structural.prune(&again) == [] && again == value, "pruned twice")
    structural.applyDefaults(&value)
    again = value
    structural.applyDefaults(&again)
    try require(again == value, "defaulted twice: \(value.jsonText) becomes \(again.jsonText)")
    try judgesOnce(structural, value)
  }

  static func definition(of schema: JSONValue) -> JSONValue {
    [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": ["name": "things.example.com"],
      "spec": [
        "group": "example.com", "scope": "Namespaced",
        "names": [
          "kind": "Thing", "listKind": "ThingList", "plural": "things", "singular": "thing",
        ],
        "versions": [
          [
            "name": "v1", "served": true, "storage": true,
            "schema": ["openAPIV3Schema": schema],
          ]
        ],
      ],
    ]
  }

  private static func judgesOnce(
    _ schema: StructuralSchema,
    _ value: JSONValue
  ) throws(BrokenLaw) {
    let findings = schema.validate(value, old: nil).map(\.message)
    try require(
      schema.validate(value, old: nil).map(\.message) == findings,
      "judged twice with two outcomes"
    )
    try require(findings.allSatisfy { !$0.isEmpty }, "a finding without a sentence")
  }
}
