import PhysicsResources
import Rollout

/// What a user should know before agreeing to a plan.
struct Warnings {
  let planner: Planner
  let problem: RouteProblem?

  var spec: PhysicsAPISpec { planner.observation.resource.spec }

  var all: [String] {
    [
      unreadContent, unseenContent, clippedSteps, routeProblem, missingCustomMetrics,
    ]
    .compactMap(\.self) + planner.lostCopies.warnings + unreadableRequests
      + ofAnalysis
  }

  private var unreadableRequests: [String] {
    planner.observation.resource.pendingRequests.findings.map(\.description)
  }

  private var unreadContent: String? {
    let names = planner.book.unread
    guard let record = planner.book.desiredRecord, !names.isEmpty else { return nil }
    return "the hash \(record.id) in names depends on the content of ConfigMap "
      + "\(names.joined(separator: ", ")), which is not known here; in the cluster it will differ"
  }

  private var unseenContent: String? {
    guard planner.book.isOlderThanItsContent, let record = planner.book.desiredRecord else {
      return nil
    }
    return "revision \(record.id) was made by an older operator: changes of the ConfigMaps that "
      + "spec.workload.podTemplate reads and of trackSecrets roll out from the next revision on"
  }

  private var clippedSteps: String? {
    let clipped = spec.rollout.steps.map(\.weight).filter { $0 > PodRatio.largestShare }
    guard spec.routing.router == .none, !clipped.isEmpty else { return nil }
    let list = clipped.map { "\($0) %" }.joined(separator: ", ")
    return "without a router the step of \(list) is played as \(PodRatio.largestShare) %: "
      + "traffic is split by the number of pods"
  }

  private var routeProblem: String? { problem?.sentence }

  private var missingCustomMetrics: String? {
    guard spec.scaling.requestsPerSecondPerReplica > 0,
      !planner.observation.capabilities.hasCustomMetrics
    else { return nil }
    return "the cluster does not serve custom.metrics.k8s.io; the HPA goes without "
      + "http_requests_per_second"
  }
}
