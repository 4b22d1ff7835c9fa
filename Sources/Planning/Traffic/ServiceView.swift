import APIMachinery
import JSON
import PhysicsResources
import Rollout
import Time

/// Questions to the observed children that several rules ask.
struct ServiceView {
  let observation: Observation

  private var children: ObservedChildren { observation.children }
  private var name: String { observation.resource.name }

  func deployment(of revision: RevisionID) -> APIObject? {
    children.child(.deployments, named: "\(name)-\(revision)")
  }

  /// Pods that the Deployment asks for.
  func replicas(of revision: RevisionID) -> Int {
    deployment(of: revision)?.spec["replicas"]?.intValue ?? 0
  }

  func readyReplicas(of revision: RevisionID) -> Int {
    deployment(of: revision)?.status["readyReplicas"]?.intValue ?? 0
  }

  func pods(of revision: RevisionID) -> [APIObject] {
    children.pods.filter { $0.label(Keys.revision) == revision.hash }
  }

  func service(_ suffix: String) -> APIObject? {
    children.child(.services, named: name + suffix)
  }

  /// The revision that a Service selects; `nil` when it selects all or does not exist.
  func selectedRevision(_ suffix: String) -> RevisionID? {
    service(suffix)?.spec["selector"]?[Keys.revision]?.stringValue.map { RevisionID($0) }
  }

  /// Names of the pods that a Service's endpoint slices list as ready.
  func readyEndpoints(_ suffix: String) -> [String] {
    let slices = children.endpointSlices.filter {
      $0.label("kubernetes.io/service-name") == name + suffix
    }
    return slices.flatMap { $0.json["endpoints"]?.arrayValue ?? [] }
      .filter { $0["conditions"]?["ready"]?.boolValue ?? true }
      .compactMap { $0["targetRef"]?["name"]?.stringValue }
  }

  /// Pods of a revision that traffic may be given to: listed as ready by the Service, and ready for long enough.
  func settledReadyPods(of revision: RevisionID, behind suffix: String) -> Int {
    let listed = Set(readyEndpoints(suffix))
    return pods(of: revision).count { pod in
      listed.contains(pod.name) && isSettled(pod) && !pod.isBeingDeleted
    }
  }

  /// Whether a Service is known to lead to ready pods of this revision and to no others.
  func leads(_ suffix: String, onlyTo revision: RevisionID) -> Bool {
    let listed = readyEndpoints(suffix)
    let own = Set(pods(of: revision).map(\.name))
    return selectedRevision(suffix) == revision && !listed.isEmpty
      && listed.allSatisfy(own.contains)
  }

  /// A pod that was ready for a moment only would lose the requests that it is given.
  private func isSettled(_ pod: APIObject) -> Bool {
    guard let since = PodStatus(pod).readySince else { return false }
    return observation.now - since >= Self.settling
  }

  /// How long a pod must have been ready before traffic is moved onto it.
  ///
  /// An endpoint reaches its slice within about a second and the gateways within ten more, and a route may reach them at once: with
  /// five seconds one rollout in two lost a second of the canary's requests to a backend that had no endpoint yet.
  static let settling = Duration.seconds(12)

  /// When the last of the pods that are ready but not settled will be.
  func nextSettling(of revision: RevisionID) -> Timestamp? {
    let instants = pods(of: revision).compactMap { PodStatus($0).readySince }
      .map { $0 + Self.settling }
    return instants.filter { $0 > observation.now }.min()
  }
}
