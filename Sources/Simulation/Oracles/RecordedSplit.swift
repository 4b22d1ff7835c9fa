import APIMachinery
import JSON

/// What one version of a splitter says of the two Services of a rollout: one pair of weights for each rule that names them.
struct RecordedSplit: Hashable, Sendable {
  struct Pair: Hashable, Sendable {
    let stable: Int
    let canary: Int

    /// The canary's share of the pair, in percent.
    var share: Int {
      let total = stable + canary
      return total > 0 ? (canary * 100 + total / 2) / total : 0
    }
  }

  let generation: Int
  let pairs: [Pair]

  init(_ object: APIObject, of service: RecordedService) {
    generation = object.generation
    let lists =
      (object.spec["rules"]?.arrayValue ?? []).compactMap { $0["backendRefs"]?.arrayValue }
      + [object.spec["weighted"]?["services"]?.arrayValue].compactMap(\.self)
    let (stable, canary) = (service.child("-stable").name, service.child("-canary").name)
    pairs = lists.compactMap { list in
      let weights = list.map { ($0["name"]?.stringValue, $0["weight"]?.intValue ?? 1) }
      guard weights.contains(where: { $0.0 == stable || $0.0 == canary }) else { return nil }
      return Pair(
        stable: weights.filter { $0.0 == stable }.reduce(0) { $0 + $1.1 },
        canary: weights.filter { $0.0 == canary }.reduce(0) { $0 + $1.1 }
      )
    }
  }

  /// The largest share that a rule gives the canary.
  var canaryShare: Int { pairs.map(\.share).max() ?? 0 }

  /// The largest share that a rule gives stable; without a pair nobody gets anything.
  var stableShare: Int { pairs.map { 100 - $0.share }.max() ?? 0 }
}
