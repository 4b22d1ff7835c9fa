package import APIMachinery
import JSON
package import PhysicsResources
import Rollout
package import Time

/// What is known of one service at an instant: what its status says, and the numbers that live on its children.
package struct ServiceReport: Sendable {
  package let object: APIObject
  package let status: PhysicsAPIStatus
  let children: ObservedChildren
  let now: Timestamp
  /// `nil` when the specification cannot be worked on.
  let resource: PhysicsAPI?
  /// What is wrong with the specification.
  let complaint: String?

  /// What may not be read of it, and why.
  let unread: [String]

  package init(
    _ object: APIObject,
    children: ObservedChildren,
    unread: [String] = [],
    at now: Timestamp
  ) {
    self.object = object
    self.unread = unread
    self.children = children
    self.now = now
    status = PhysicsAPIStatus(json: object.status)
    do throws(PhysicsAPIError) {
      resource = try PhysicsAPI(object: object)
      complaint = nil
    } catch {
      resource = nil
      complaint = "\(error)"
    }
  }

  var name: String { object.name }

  var spec: PhysicsAPISpec? { resource?.spec }

  /// Where on its way the canary is, counted from 1, and of how many; `nil` while nothing is on a way.
  var progress: (stop: Int, of: Int)? {
    guard let canary = status.canary, let spec else { return nil }
    let steps = RolloutPolicy(spec).steps.count
    switch status.phase == .paused ? status.pause?.resumesAs : status.phase {
    case .progressing: return (min(canary.step, steps) + 1, steps + 1)
    case .baking: return (steps + 1, steps + 1)
    case .initializing, .steady, .promoting, .paused, .rollingBack, .rolledBack, .degraded, nil:
      return nil
    }
  }

  /// The share of the traffic that goes to the revision besides stable, in percent.
  var canaryWeight: Int {
    switch status.phase {
    // `-canary` has nothing any more, but `-stable` leads to the same pods.
    case .promoting: 100
    case .initializing, .degraded: status.stable == nil ? 100 : status.traffic?.canaryWeight ?? 0
    case .steady, .rolledBack: 0
    case .progressing, .baking, .paused, .rollingBack, nil: status.traffic?.canaryWeight ?? 0
    }
  }

  /// Stable first, then the canary, then whatever else still has pods.
  var revisions: [RevisionReport] {
    var reports: [RevisionReport] = []
    if let stable = status.stable {
      reports.append(
        revision(stable.revision, as: .stable, image: stable.image, weight: 100 - canaryWeight)
      )
    }
    if let canary = status.canary {
      let role: RevisionReport.Role = status.stable == nil ? .first : .canary
      reports.append(
        revision(canary.revision, as: role, image: canary.image, weight: canaryWeight)
      )
    }
    return reports + leaving(besides: reports.map(\.revision))
  }

  private func leaving(besides known: [String]) -> [RevisionReport] {
    children.deployments.compactMap { deployment in
      guard let hash = deployment.label(Keys.revision), !known.contains(hash),
        deployment.controllerOwner.map({ $0.uid == object.uid }) ?? true
      else { return nil }
      let pods = [deployment.spec["replicas"], deployment.status["replicas"]]
      guard pods.contains(where: { $0?.intValue ?? 0 > 0 }) else { return nil }
      let containers = deployment.spec["template"]?["spec"]?["containers"]
      let image = containers?[0]?["image"]?.stringValue ?? ""
      return revision(hash, as: .leaving, image: image, weight: 0)
    }
  }

  private func revision(
    _ hash: String,
    as role: RevisionReport.Role,
    image: String,
    weight: Int
  ) -> RevisionReport {
    let deployment = children.child(.deployments, named: "\(name)-\(hash)")
    let pods = children.pods.filter { $0.label(Keys.revision) == hash }
    return RevisionReport(
      role: role,
      revision: hash,
      image: image,
      weight: weight,
      isWeightAccepted: role != .canary || status.traffic?.accepted ?? true,
      deployment: deployment?.name,
      ready: deployment?.status["readyReplicas"]?.intValue ?? 0,
      desired: deployment?.spec["replicas"]?.intValue ?? 0,
      troubles: pods.compactMap { PodTrouble($0, at: now) }.sorted(),
      autoscalers: deployment.map { autoscalers(of: $0.name) } ?? []
    )
  }

  private func autoscalers(of deployment: String) -> [AutoscalerReport] {
    children.autoscalers.filter {
      $0.spec["scaleTargetRef"]?["name"]?.stringValue == deployment
    }.map(AutoscalerReport.init)
  }
}
