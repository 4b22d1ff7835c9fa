import JSON

/// The weights that a route of the user's had before ours, pair by pair in the order of its rules.
struct OriginalWeights: Hashable {
  let kind: String
  let name: String
  let pairs: [BackendWeights]

  init(kind: String, name: String, pairs: [BackendWeights]) {
    self.kind = kind
    self.name = name
    self.pairs = pairs
  }

  init?(_ json: JSONValue) {
    guard let kind = json["kind"]?.stringValue, let name = json["name"]?.stringValue,
      let pairs = json["weights"]?.arrayValue
    else { return nil }
    self.init(kind: kind, name: name, pairs: pairs.map(BackendWeights.init))
  }

  var json: JSONValue {
    ["kind": .string(kind), "name": .string(name), "weights": .array(pairs.map(\.json))]
  }

  /// For the pair at a place; a pair that came later had none of its own, and gets the first one's.
  subscript(index: Int) -> BackendWeights? {
    pairs.indices.contains(index) ? pairs[index] : pairs.first
  }
}
