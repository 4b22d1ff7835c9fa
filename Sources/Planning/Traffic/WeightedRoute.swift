import APIMachinery
import JSON
import PhysicsResources

/// A route of the user's with the places where our two Services stand.
struct WeightedRoute {
  let reference: RouteReference
  let object: APIObject
  let pairs: [WeightedPair]
  /// Why it cannot carry our weights, with the cure.
  let fault: String?

  /// - Parameter service: the resource's name, from which those of the two Services are made.
  init(_ object: APIObject, _ reference: RouteReference, service: String) {
    self.reference = reference
    self.object = object
    let reader = Reader(object: object, reference: reference, service: service)
    let lists = reader.lists.map { ($0, reader.slots(in: $0)) }
    let pairs = lists.compactMap { reader.pair(in: $0, $1) }
    self.pairs = pairs
    fault = reader.fault(lists, pairs)
  }

  /// The canary's share of every pair: the largest, so that 0 means none at all.
  var share: Int { pairs.map(\.weights.share).max() ?? 0 }

  var original: OriginalWeights {
    OriginalWeights(
      kind: reference.type.kind,
      name: object.name,
      pairs: pairs.map(\.weights)
    )
  }

  /// One patch for all pairs; `nil` when they are so already.
  func patch(toShare share: Int, original: OriginalWeights?) -> JSONPatch? {
    patch { index, pair in pair.weights(forShare: share, original: original?[index]) }
  }

  /// Puts back what the user had; `nil` when it is so already.
  func restoration(of original: OriginalWeights) -> JSONPatch? {
    patch { index, pair in original[index] ?? pair.weights }
  }

  private func patch(_ wanted: (Int, WeightedPair) -> BackendWeights) -> JSONPatch? {
    let changes = pairs.enumerated().flatMap { index, pair -> [JSONPatch.Operation] in
      let weights = wanted(index, pair)
      return weights.isEquivalent(to: pair.weights) ? [] : pair.operations(to: weights, in: object)
    }
    guard !changes.isEmpty else { return nil }
    let version = JSONPointer(["metadata", "resourceVersion"])
    return JSONPatch([.test(version, .string(object.resourceVersion))] + changes)
  }

  func isAt(share: Int, original: OriginalWeights?) -> Bool {
    patch(toShare: share, original: original) == nil
  }
}

/// Finds our Services in the lists of backends.
private struct Reader {
  typealias Slots = (stable: Int?, canary: Int?)

  let object: APIObject
  let reference: RouteReference
  let service: String

  private var isTraefik: Bool { reference.type == .traefikServices }
  private var names: (stable: String, canary: String) {
    ("\(service)-stable", "\(service)-canary")
  }

  var lists: [[String]] {
    guard !isTraefik else { return [["spec", "weighted", "services"]] }
    let rules = object.spec["rules"]?.arrayValue ?? []
    return rules.indices.map { ["spec", "rules", String($0), "backendRefs"] }
  }

  func slots(in list: [String]) -> Slots {
    let backends = backends(in: list)
    return (
      backends.firstIndex { isService($0, names.stable) },
      backends.firstIndex { isService($0, names.canary) }
    )
  }

  func pair(in list: [String], _ slots: Slots) -> WeightedPair? {
    guard let stable = slots.stable, let canary = slots.canary else { return nil }
    let backends = backends(in: list)
    let others = backends.indices.filter { $0 != stable && $0 != canary }
    return WeightedPair(
      list: list,
      stable: stable,
      canary: canary,
      weights: BackendWeights(
        stable: backends[stable]["weight"]?.intValue,
        canary: backends[canary]["weight"]?.intValue
      ),
      hasNeighbours: others.contains { (backends[$0]["weight"]?.intValue ?? 1) > 0 }
    )
  }

  func fault(_ lists: [([String], Slots)], _ pairs: [WeightedPair]) -> String? {
    let name = "\(reference.type.kind) \(object.key)"
    let lonely = lists.first { ($0.1.stable == nil) != ($0.1.canary == nil) }
    if let lonely {
      let (given, missing) =
        lonely.1.stable == nil ? (names.canary, names.stable) : (names.stable, names.canary)
      return "\(name) names \(given) without \(missing) in \(place(lonely.0)); add it beside it"
    }
    guard !pairs.isEmpty else {
      return "\(name) leads to neither \(names.stable) nor \(names.canary); "
        + "name both as backends of one rule"
    }
    let coarse = pairs.first {
      $0.hasNeighbours && $0.weights.sum < WeightedPair.finestSum
    }
    return coarse.map {
      "\(name) gives \(names.stable) and \(names.canary) the weights of \($0.weights.sum) together "
        + "beside other backends in \(place($0.list)); make them \(WeightedPair.finestSum) or more"
    }
  }

  private func place(_ list: [String]) -> String { list.joined(separator: ".") }

  private func backends(in list: [String]) -> [JSONValue] {
    object.json[JSONPointer(list)]?.arrayValue ?? []
  }

  private func isService(_ backend: JSONValue, _ name: String) -> Bool {
    backend["name"]?.stringValue == name
      && (backend["kind"]?.stringValue ?? "Service") == "Service"
      && (backend["namespace"]?.stringValue ?? object.namespace) == object.namespace
  }
}
