import EmbeddedAPIServer
import Simulation

/// Where the plans of a trial come from.
enum TrialPlans: Sendable {
  case family(PlanFamily, PlanSelection)
  case written([LifePlan])

  func plans(for census: ChangeCensus) throws -> [LifePlan] {
    switch self {
    case .family(let family, let selection):
      try selection.plans(of: family, for: census, client: TrialCluster.client)
    case .written(let plans): plans
    }
  }

  /// `1 plan`, `2 plans`.
  static func counted(_ count: Int) -> String {
    count == 1 ? "1 plan" : "\(count) plans"
  }

  /// Whether watches may begin without the lists that plans are about.
  var streamsLists: Bool {
    switch self {
    case .family(.crashes, _), .family(.pairs, _): true
    case .family(.stale, _), .family(.unobserved, _): false
    case .written(let plans): !plans.contains(where: \.isAboutReads)
    }
  }
}
