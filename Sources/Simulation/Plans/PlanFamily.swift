package import EmbeddedAPIServer

/// Ways of disturbing one change of which every instance can be listed.
package enum PlanFamily: String, CaseIterable, Sendable {
  /// The process dies before a write is sent, after it is committed and before the answer, or after the answer.
  case crashes
  /// It dies twice.
  case pairs
  /// It dies, and the next process reads lists that are up to 50 versions old and watches that are as late.
  case stale
  /// A watch ends with 410, and the list that replaces it comes so late that everything in between is never seen.
  case unobserved

  /// How many versions back a new process is sent.
  package static let lookbacks = [1, 2, 5, 10, 20, 50]

  /// Every plan of this family, in order.
  ///
  /// Pairs are so many that they are only sampled; see `LifePlan.pairs(of:_:count:seed:)`.
  ///
  /// - Parameters:
  ///   - census: what the change consists of.
  ///   - client: whom to disturb: the product in the `User-Agent` of its requests.
  package func plans(
    for census: ChangeCensus,
    client: String
  ) throws(FaultScriptError) -> [LifePlan] {
    switch self {
    case .crashes: try LifePlan.crashes(of: client, census)
    case .pairs: try LifePlan.pairs(of: client, census, count: census.writes, seed: 1)
    case .stale: try LifePlan.stale(of: client, census)
    case .unobserved: try LifePlan.unobserved(by: client, census)
    }
  }
}
