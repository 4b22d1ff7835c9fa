import JSON

extension TopologyNode {
  /// A structure of which only the fields with a special way of merging are named.
  static func structure(
    _ fields: [String: TopologyNode],
    isByValue: Bool = false,
    patch: PatchRule = .asOwned
  ) -> TopologyNode {
    TopologyNode(.structure(fields, others: .plain), isByValue: isByValue, patch: patch)
  }

  /// A list whose elements are told apart by these fields; `defaults` stand in for absent ones.
  static func list(
    by keys: String...,
    defaults: [String: JSONValue] = [:],
    of element: TopologyNode = .plain,
    patch: PatchRule = .asOwned
  ) -> TopologyNode {
    let listKeys = keys.map { ListKey(name: $0, defaultValue: defaults[$0]) }
    return TopologyNode(.keyedList(listKeys, element), patch: patch)
  }

  static let set = TopologyNode(.set)
  /// Labels, annotations, data: any keys, scalars as values.
  static let texts = TopologyNode(.map(.plain))
  /// A map that ownership treats as one.
  static let atomicMap = TopologyNode(.atomic, patch: .mergeMap)
  static let conditions = TopologyNode.list(by: "type")
  static let labelSelector = TopologyNode(.atomic, patch: .mergeMap)
  static let objectReference = TopologyNode(.atomic, patch: .mergeMap)

  static let objectMetadata = TopologyNode.structure(
    [
      "labels": texts,
      "annotations": texts,
      "finalizers": set,
      "ownerReferences": list(by: "uid", of: TopologyNode(.atomic, patch: .mergeMap)),
    ],
    isByValue: true
  )

  /// A whole object: metadata as everywhere, and what the kind adds.
  static func resource(_ fields: [String: TopologyNode]) -> TopologyNode {
    let common = ["metadata": objectMetadata]
    return structure(common.merging(fields) { _, own in own }, isByValue: true)
  }
}
