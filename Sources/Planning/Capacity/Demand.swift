import APIMachinery
import JSON
import PhysicsResources
import Rollout
import Scaling

/// How many pods the load of this moment needs, over all revisions.
///
/// Each autoscaler speaks for the ready pods of its own Deployment. Without a router the canary has pods that none speaks for: they
/// carry as much as their neighbours behind the Service. 4 pods at 100 % of their target beside 4 of the canary's are a demand of 8.
struct Demand {
  /// An autoscaler does nothing about a load within this much of its target; neither is it too much.
  private static let tolerance = 1.1

  let view: ServiceView

  /// Before rounding; `nil` when no autoscaler has a reading yet.
  var measured: Double? {
    ReplicaDemand.total(view.observation.children.autoscalers, pods: readyPods).map {
      $0 * uncovered
    }
  }

  /// Whole pods.
  var replicas: Int? {
    // 2.7 and 0.3 pods are 3, whatever binary fractions make of it.
    measured.map { replicaCount($0 - 1e-6) }
  }

  /// Why the service cannot have what its load needs; `nil` when it can.
  var belowDemand: String? {
    let most = view.observation.resource.spec.scaling.maxReplicas
    guard let measured, let replicas, measured > Double(most) * Self.tolerance else { return nil }
    return "the load needs \(replicas) pods and spec.scaling.maxReplicas is \(most); raise it"
  }

  private func readyPods(_ autoscaler: APIObject) -> Int? {
    revision(of: autoscaler).flatMap { view.deployment(of: $0) }?.status["readyReplicas"]?.intValue
  }

  private func revision(of autoscaler: APIObject) -> RevisionID? {
    let prefix = "\(view.observation.resource.name)-"
    guard let target = autoscaler.spec["scaleTargetRef"]?["name"]?.stringValue,
      target.hasPrefix(prefix)
    else { return nil }
    return RevisionID(String(target.dropFirst(prefix.utf8.count)))
  }

  /// All pods that share Service `<name>` over those that an autoscaler speaks for; 1 where the Service leads to one revision.
  private var uncovered: Double {
    guard view.service("") != nil, view.selectedRevision("") == nil else { return 1 }
    let listed = view.readyEndpoints("")
    let revisions = view.observation.children.autoscalers.compactMap(revision)
    let covered = Set(revisions.flatMap { view.pods(of: $0) }.map(\.name))
    let count = listed.count(where: covered.contains)
    return count > 0 ? Double(listed.count) / Double(count) : 1
  }
}
