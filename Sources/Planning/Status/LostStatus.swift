import APIMachinery
import JSON
import PhysicsResources
import Rollout
import Time

/// Reads a rollout off the cluster when the status that remembered it is gone: a restored backup, a re-created CRD.
///
/// Taking such a service for a first deploy would scale what serves it to zero.
struct LostStatus {
  let view: ServiceView
  let policy: RolloutPolicy

  private var observation: Observation { view.observation }
  private var resource: PhysicsAPI { observation.resource }
  private func router(beside stable: RevisionID) -> any TrafficRouter {
    let rest = RolloutState(stable: stable, phase: .steady, rejected: [])
    return Routers.router(for: view, under: policy, in: rest)
  }

  /// `nil` when nothing of ours has a ready pod: that is a first deploy.
  var state: RolloutState? {
    guard let stable else { return nil }
    return RolloutState(
      // While a revision is promoted, the one before it is the one to go back to.
      stable: replaced(by: stable) ?? stable,
      phase: phase(beside: stable),
      rejected: []
    )
  }

  /// What `-stable` selects, else what the autoscaler targets, else the oldest; with ready pods.
  private var stable: RevisionID? {
    let candidates = [view.selectedRevision("-stable"), scaled].compactMap(\.self) + serving
    return candidates.first { serving.contains($0) }
  }

  private var scaled: RevisionID? {
    let autoscaler = observation.children.child(.horizontalPodAutoscalers, named: resource.name)
    let target = autoscaler?.spec["scaleTargetRef"]?["name"]?.stringValue
    return target.map { RevisionID(String($0.dropFirst(resource.name.utf8.count + 1))) }
  }

  /// Revisions of ours with ready pods, oldest first.
  private var serving: [RevisionID] {
    own.filter { ($0.status["readyReplicas"]?.intValue ?? 0) > 0 }
      .compactMap { $0.label(Keys.revision).map(RevisionID.init) }
  }

  private func age(_ object: APIObject) -> Timestamp {
    object.creationTimestamp ?? observation.now
  }

  private func phase(beside stable: RevisionID) -> RolloutPhase {
    if replaced(by: stable) != nil { return .promoting(promotion(of: stable)) }
    guard let (canary, weight) = weighted(beside: stable), canary != stable,
      weight > 0
    else { return drain(beside: stable) ?? .steady }
    let stop = weight == 100 ? Canary.Stop.full : policy.firstStop(withAtLeast: weight)
    return .progressing(
      Canary(
        revision: canary,
        startedAt: observation.now,
        stop: stop,
        stage: .raising(since: observation.now),
        weight: policy.weight(at: stop)
      )
    )
  }

  /// The revision that `stable` was about to replace: the Services for traffic lead to one, the autoscaler still holds the other.
  ///
  /// A weight on `-canary` then means all requests, whatever revision `-stable` is pointed at already.
  private func replaced(by stable: RevisionID) -> RevisionID? {
    guard view.selectedRevision("-stable") == stable, view.selectedRevision("-canary") == stable,
      let old = scaled, old != stable, running.contains(old)
    else { return nil }
    return old
  }

  private func promotion(of revision: RevisionID) -> Promotion {
    Promotion(
      revision: revision,
      startedAt: observation.now,
      stage: .repointing(since: observation.now)
    )
  }

  /// A revision besides stable with pods but without weight: when its weight ended is not known, so its drain begins anew.
  private func drain(beside stable: RevisionID) -> RolloutPhase? {
    running.first { $0 != stable }.map { leaving in
      .rollingBack(
        Retreat(
          revision: leaving,
          startedAt: observation.now,
          cause: .superseded,
          stage: .returning(since: observation.now)
        )
      )
    }
  }

  /// Revisions of ours that ask for pods, oldest first.
  private var running: [RevisionID] {
    own.filter { ($0.spec["replicas"]?.intValue ?? 0) > 0 }
      .compactMap { $0.label(Keys.revision).map(RevisionID.init) }
  }

  private var own: [APIObject] {
    observation.children.deployments
      .filter { $0.controllerOwner?.uid == resource.uid }
      .sorted { age($0) < age($1) }
  }

  /// The revision besides stable that traffic is led to, and how much of it; the weight is 1 where only "some" is known.
  private func weighted(beside stable: RevisionID) -> (RevisionID, Int)? {
    let router = router(beside: stable)
    guard router.splitsByPods else {
      let rest = RolloutState(stable: stable, phase: .steady, rejected: [])
      let written = router.reading(in: rest).written
      return view.selectedRevision("-canary").map { ($0, written) }
    }
    guard view.service("") != nil else { return nil }
    if let selected = view.selectedRevision("") { return (selected, 100) }
    return serving.last { $0 != stable }.map { ($0, 1) }
  }
}
