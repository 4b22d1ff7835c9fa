package import APIMachinery
import JSON

/// What a change has left behind, as far as whoever was at work decided it: no status, no versions, no times, no identifiers.
///
/// Left out are also what a cluster makes by itself (pods and ReplicaSets of Deployments, endpoints, events, leases, nodes), and fields
/// that others own: how many replicas an autoscaler has made of some, the addresses of Services. Names that the server drew are all alike.
package struct TrialPicture: Hashable, Sendable {
  private struct Shot: Hashable, Sendable {
    let name: String
    let json: JSONValue
  }

  /// In the order of their names.
  private let shots: [Shot]

  package init(of objects: [APIObject], without exemptions: [TrialExemption] = []) {
    let scaled = Set(objects.compactMap(\.autoscaled))
    let names = DrawnNames(in: objects)
    let kept = objects.filter { !$0.isFurniture }.compactMap { object in
      exemptions.reduce(object as APIObject?) { $0.flatMap($1.applied) }
    }
    shots = kept.map { object in
      Shot(
        name: FleetingText.settled(names.settled(object.place)),
        json: object.settled(isScaled: scaled.contains(object.place)).settled(names)
      )
    }.sorted { ($0.name, $0.json.jsonText) < ($1.name, $1.json.jsonText) }
  }

  /// The first thing in which this end differs from the undisturbed one, in a sentence; `nil` when nothing does.
  package func difference(from undisturbed: TrialPicture) -> String? {
    let (names, others) = (shots.map(\.name), undisturbed.shots.map(\.name))
    for name in Set(names + others).sorted() {
      let (count, expected) = (names.count { $0 == name }, others.count { $0 == name })
      if let sentence = Self.sentence(name, count, expected) { return sentence }
    }
    for (shot, other) in zip(shots, undisturbed.shots) {
      if let place = shot.json.firstDifference(from: other.json) { return "\(shot.name) \(place)" }
    }
    return nil
  }

  private static func sentence(_ name: String, _ count: Int, _ expected: Int) -> String? {
    switch (count, expected) {
    case _ where count == expected: nil
    case (_, 0): "\(name) is there and should not be"
    case (0, _): "\(name) is missing"
    case _: "\(name) is there \(count) times instead of \(expected)"
    }
  }
}

extension APIObject {
  /// `Deployment default/web`.
  fileprivate var place: String { "\(kind) \(key)" }

  /// What this scales, if it is an autoscaler.
  fileprivate var autoscaled: String? {
    guard isOne(of: .horizontalPodAutoscalers),
      let target = spec["scaleTargetRef"],
      let kind = target["kind"]?.stringValue, let name = target["name"]?.stringValue
    else { return nil }
    return "\(kind) \(ObjectKey(namespace: namespace, name: name))"
  }

  /// Whether the cluster itself made it.
  fileprivate var isFurniture: Bool {
    if TrialHousekeeping.includes(kind, of: group) { return true }
    if isOne(of: .pods) { return controllerOwner?.kind == ResourceType.replicaSets.kind }
    return isOne(of: .replicaSets) && controllerOwner?.kind == ResourceType.deployments.kind
  }

  /// Empty for the core group.
  private var group: String {
    let parts = apiVersion.split(separator: "/")
    return parts.count > 1 ? String(parts[0]) : ""
  }

  /// In whatever version.
  private func isOne(of type: ResourceType) -> Bool { kind == type.kind && group == type.group }

  fileprivate func settled(isScaled: Bool) -> JSONValue {
    var object = self
    object.json["status"] = nil
    object.metadata = settledMetadata
    if isScaled { object.blurReplicas() }
    if isOne(of: .services) { object.dropAddresses() }
    if isOne(of: .pods) { object.json["spec"]?["nodeName"] = nil }
    return object.json
  }

  /// How many there are is up to the autoscaler; that there are none it never decides, nor does it ever change that.
  private mutating func blurReplicas() {
    guard spec["replicas"] != 0 else { return }
    json["spec"]?["replicas"] = "as many as the autoscaler wants"
  }

  private mutating func dropAddresses() {
    for field in ["clusterIP", "clusterIPs", "healthCheckNodePort"] {
      json["spec"]?[field] = nil
    }
    let ports = spec["ports"]?.arrayValue?.map { port in
      var port = port
      port["nodePort"] = nil
      return port
    }
    if let ports { json["spec"]?["ports"] = .array(ports) }
  }

  private var settledMetadata: JSONValue {
    var kept: JSONValue = [:]
    for field in [
      "name", "namespace", "labels", "annotations", "finalizers", "deletionTimestamp",
    ] {
      kept[field] = metadata[field]
    }
    // Counts templates, and with them how often somebody changed his mind.
    kept["annotations"]?["deployment.kubernetes.io/revision"] = nil
    if kept["annotations"] == [:] { kept["annotations"] = nil }
    let owners = metadata["ownerReferences"]?.arrayValue?.map { owner in
      var owner = owner
      owner["uid"] = nil
      return owner
    }
    if let owners { kept["ownerReferences"] = .array(owners) }
    return kept
  }
}

extension JSONValue {
  fileprivate func settled(_ names: DrawnNames) -> JSONValue {
    switch self {
    case .string(let text): .string(FleetingText.settled(names.settled(text)))
    case .array(let elements): .array(elements.map { $0.settled(names) })
    case .object(let object): .object(object.compactMapValues { $1.settled(names) })
    case .null, .bool, .integer, .double: self
    }
  }
}
