package import APIMachinery
import JSON

/// What a change has left behind, as far as whoever was at work decided it: no status, no versions, no times, no identifiers.
///
/// Left out are also what a cluster makes by itself (pods and ReplicaSets of Deployments, endpoints, events, leases, nodes), and fields
/// that others own: the replicas of what an autoscaler scales, the addresses of Services.
package struct TrialPicture: Hashable, Sendable {
  private struct Shot: Hashable, Sendable {
    let name: String
    let json: JSONValue
  }

  /// In the order of their names.
  private let shots: [Shot]

  package init(of objects: [APIObject], without exemptions: [TrialExemption] = []) {
    let scaled = Set(objects.compactMap(\.autoscaled))
    let kept = objects.filter { !$0.isFurniture }.compactMap { object in
      exemptions.reduce(object as APIObject?) { $0.flatMap($1.applied) }
    }
    shots = kept.map { object in
      Shot(name: object.settledName, json: object.settled(isScaled: scaled.contains(object.place)))
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

  /// Names that the server drew are as good as any other.
  fileprivate var settledName: String {
    guard let stem = metadata["generateName"]?.stringValue else {
      return FleetingText.settled(place)
    }
    return "\(kind) \(ObjectKey(namespace: namespace, name: stem + "*"))"
  }

  /// What this scales, if it is an autoscaler.
  fileprivate var autoscaled: String? {
    guard kind == ResourceType.horizontalPodAutoscalers.kind,
      let target = spec["scaleTargetRef"],
      let kind = target["kind"]?.stringValue, let name = target["name"]?.stringValue
    else { return nil }
    return "\(kind) \(ObjectKey(namespace: namespace, name: name))"
  }

  /// Whether the cluster itself made it.
  fileprivate var isFurniture: Bool {
    if TrialHousekeeping.kinds.contains(kind) { return true }
    switch kind {
    case ResourceType.pods.kind: return controllerOwner?.kind == ResourceType.replicaSets.kind
    case ResourceType.replicaSets.kind:
      return controllerOwner?.kind == ResourceType.deployments.kind
    default: return false
    }
  }

  fileprivate func settled(isScaled: Bool) -> JSONValue {
    var object = self
    object.json["status"] = nil
    object.metadata = settledMetadata
    if isScaled { object.json["spec"]?["replicas"] = nil }
    if kind == ResourceType.services.kind { object.dropAddresses() }
    if kind == ResourceType.pods.kind { object.json["spec"]?["nodeName"] = nil }
    return object.json.settled
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
    for field in ["namespace", "labels", "annotations", "finalizers", "deletionTimestamp"] {
      kept[field] = metadata[field]
    }
    kept["name"] = metadata["generateName"] ?? metadata["name"]
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
  fileprivate var settled: JSONValue {
    switch self {
    case .string(let text): .string(FleetingText.settled(text))
    case .array(let elements): .array(elements.map(\.settled))
    case .object(let object): .object(object.compactMapValues { $1.settled })
    case .null, .bool, .integer, .double: self
    }
  }
}
