package import EmbeddedAPIServer

/// Which plans of a family are played.
package enum PlanSelection: Hashable, Sendable {
  case all
  /// The first of each so many.
  case every(Int)
  /// So many, spread evenly over all of them.
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

  func chosen<Plan>(from plans: [Plan]) -> [Plan] {
    switch self {
    case .all: plans
    case .every(let step): plans.enumerated().filter { $0.offset % step == 0 }.map(\.element)
    case .count(let count) where count >= plans.count: plans
    case .count(let count): (0..<count).map { plans[$0 * plans.count / count] }
    }
  }
}
