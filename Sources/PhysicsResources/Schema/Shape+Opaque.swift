import JSON

extension Shape where Value == JSONValue {
  /// An object of another API, handed through as it is; its own API judges it when a child is written.
  static var opaqueObject: Shape { opaque(schema: [:]) }

  /// A core/v1 PodTemplateSpec, handed through except that labels are looked at.
  static var podTemplate: Shape {
    let labels = Shape<[String: String]>.map(of: .text(max: 63), max: 64)
      .satisfying(.leavesReservedKeysAlone)
    var labelsNode = labels.schema(nil)
    labelsNode["description"] = "Labels of the pods, beside those that the operator sets."
    let metadata: JSONObject = [
      "type": "object", "x-kubernetes-preserve-unknown-fields": true,
      "description": "Labels and annotations of the pods.",
      "properties": ["labels": .object(labelsNode)],
    ]
    let opaque = opaque(schema: ["properties": ["metadata": .object(metadata)]])
    return Shape(
      blank: opaque.blank,
      schema: opaque.schema,
      read: { json, initial, findings in
        if let given = json["metadata"]?["labels"] {
          findings.member("metadata") { findings in
            findings.member("labels") { _ = labels.read(given, [:], &$0) }
          }
        }
        return opaque.read(json, initial, &findings)
      },
      write: opaque.write
    )
  }

  private static func opaque(schema: JSONObject) -> Shape {
    let base: JSONObject = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
    return Shape(
      blank: [:],
      schema: base.merging(schema),
      parse: { json in
        json.objectValue == nil ? .refused("must be an object, not \(json.quoted)") : .value(json)
      },
      write: { $0 }
    )
  }
}

extension Rule where Value == [String: String] {
  /// Selectors and dashboards stand on these labels; a user's value under one of them would detach pods from their revision.
  fileprivate static var leavesReservedKeysAlone: Rule {
    let message =
      "keys under fisica-lab.com/ and app.kubernetes.io/ are reserved; use a prefix of your own"
    return Rule(
      "self.all(key, !key.startsWith('fisica-lab.com/') && !key.startsWith('app.kubernetes.io/'))",
      message: message
    ) { labels in
      !labels.keys.contains { key in Keys.reservedPrefixes.contains { key.hasPrefix($0) } }
    }
  }
}
