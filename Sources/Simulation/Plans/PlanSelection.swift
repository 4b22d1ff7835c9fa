package import EmbeddedAPIServer

/// Which plans of a family are played.
package enum PlanSelection: Hashable, Sendable {
  case all
  /// One of each so many.
  case every(Int)
  /// So many, spread over all of them.
  case count(Int)

  package func plans(
    of family: PlanFamily,
    for census: ChangeCensus,
    client: String
  ) throws(FaultScriptError) -> [LifePlan] {
    if case .count(let count) = self, family == .pairs {
      return try LifePlan.pairs(of: client, census, count: count, seed: 1)
    }
    return chosen(from: try family.plans(for: census, client: client))
  }

  package func chosen<Plan>(from plans: [Plan]) -> [Plan] {
    switch self {
    case .all: plans
    case .every(let step):
      Self.drawn(
        from: plans,
        stride(from: 0, to: plans.count, by: step).map { $0..<min($0 + step, plans.count) }
      )
    case .count(let count) where count >= plans.count: plans
    case .count(let count):
      Self.drawn(
        from: plans,
        (0..<count).map { $0 * plans.count / count..<($0 + 1) * plans.count / count }
      )
    }
  }

  /// One of each stretch, by dice: even distances would meet the same moment of every write.
  private static func drawn<Plan>(from plans: [Plan], _ stretches: [Range<Int>]) -> [Plan] {
    var generator = SeededGenerator(seed: 1, stream: 32)
    return stretches.map { plans[Int.random(in: $0, using: &generator)] }
  }
}
