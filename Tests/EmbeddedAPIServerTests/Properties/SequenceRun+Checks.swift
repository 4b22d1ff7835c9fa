import APIMachinery
import JSON

/// What an answer must show after a write.
extension SequenceRun {
  func check(_ reply: Reply, _ place: Place) throws {
    guard let object = model[place] else { return }
    let kind = place.kind
    for leaf in kind.leaves + SampledKind.labels + [SampledKind.core] {
      try require(
        "an object holds what was written last",
        kind.leaf(leaf, of: reply.json) == object.leaves[leaf],
        "\(leaf) should be \(object.leaves[leaf] ?? "absent"): \(reply.text)"
      )
      try require(
        "managedFields name exactly the owners",
        owners(of: leaf, in: reply.json) == (object.owners[leaf] ?? []).sorted(),
        "\(leaf) should belong to \((object.owners[leaf] ?? []).sorted()): \(reply.text)"
      )
    }
    try require(
      "the generation counts the changes of the specification, and the beginning of the end",
      reply.object.generation == object.generation,
      "should be \(object.generation): \(reply.text)"
    )
    try require(
      "deletion waits for finalizers",
      reply.object.isBeingDeleted == object.isDying
        && reply.object.finalizers == object.finalizers && reply.object.uid == object.uid,
      reply.text
    )
    try require(
      "the status changes at its own endpoint alone",
      kind.statusLeaf.flatMap { kind.leaf("status.\($0)", of: reply.json) } == object.status,
      reply.text
    )
  }

  func check(_ reply: Reply, conflicts: [String]) throws {
    let fields = Set(
      (reply.json["details"]?["causes"]?.arrayValue ?? []).compactMap { $0["field"]?.stringValue }
    )
    let expected = conflicts.map { leaf in
      let (parent, key) = SampledKind.steps(of: leaf)
      return "." + (parent + [key]).joined(separator: ".")
    }
    try require(
      "a conflict names the fields that others own with other values, and no more",
      fields == Set(expected),
      "should be \(expected): \(reply.text)"
    )
  }

  private func owners(of leaf: String, in object: JSONValue) -> [Owner] {
    let (parent, key) = SampledKind.steps(of: leaf)
    let entries = object["metadata"]?["managedFields"]?.arrayValue ?? []
    return entries.filter { entry in
      let fields = parent.reduce(entry["fieldsV1"]) { $0?["f:\($1)"] }
      return entry["subresource"] == nil && fields?["f:\(key)"] != nil
    }.compactMap { entry in
      guard let manager = entry["manager"]?.stringValue,
        let operation = Owner.Operation(rawValue: entry["operation"]?.stringValue ?? "")
      else { return nil }
      return Owner(manager: manager, operation: operation)
    }.sorted()
  }
}
