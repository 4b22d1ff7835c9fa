import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

/// Which revisions of a service users may still reach, and until when they could reach the others.
///
/// A route that was written and not yet acknowledged may be in force or not: both versions count. A TraefikService acknowledges nothing,
/// its write is its acknowledgement. Without a router, the endpoints of the service's own name say who is reached.
struct TrafficHistory: Sendable {
  let service: ObjectKey
  let uid: String
  /// The acknowledged version and all later ones.
  private var splits: [RecordedSplit] = []
  private(set) var reached: [String] = []
  /// Revisions that had a ready endpoint at some time: nobody loses anything by the end of the others.
  private var answered: [String] = []
  /// Revisions that were reached, and when they ceased to be.
  private var left: [String: Timestamp] = [:]

  init(_ service: RecordedService) {
    self.service = service.key
    uid = service.uid
  }

  mutating func update(_ service: RecordedService, _ world: RecordedWorld, at now: Timestamp) {
    for target in ["", "-stable", "-canary"] {
      for revision in world.revisions(behind: service.child(target))
      where !answered.contains(revision) { answered.append(revision) }
    }
    let led = service.splitter == nil ? endpoints(service, world) : routed(service, world)
    let present = led.filter(answered.contains)
    for revision in reached where !present.contains(revision) { left[revision] = now }
    for revision in present { left[revision] = nil }
    reached = present
  }

  func leftAt(_ revision: String) -> Timestamp? { left[revision] }

  private func endpoints(_ service: RecordedService, _ world: RecordedWorld) -> [String] {
    let selected = world.selectedRevision(service.key).map { [$0] } ?? []
    return Set(world.revisions(behind: service.key) + selected).sorted()
  }

  private mutating func routed(_ service: RecordedService, _ world: RecordedWorld) -> [String] {
    guard let splitter = service.splitter, let object = world.object(splitter.type, splitter.key)
    else {
      splits = []
      return []
    }
    let split = RecordedSplit(object, of: service)
    if splits.last != split { splits.append(split) }
    let acknowledged =
      splitter.type == .httpRoutes ? object.acceptedGeneration : split.generation
    if let index = splits.lastIndex(where: { $0.generation <= acknowledged }) {
      splits.removeFirst(index)
    }
    let roles = [
      ("-stable", splits.contains { $0.stableShare > 0 }),
      ("-canary", splits.contains { $0.canaryShare > 0 }),
    ]
    let revisions = roles.filter(\.1).compactMap { world.selectedRevision(service.child($0.0)) }
    return Set(revisions).sorted()
  }
}

extension APIObject {
  /// The newest generation that every present parent has taken.
  fileprivate var acceptedGeneration: Int {
    let wanted = spec["parentRefs"]?.arrayValue ?? []
    let parents = (status["parents"]?.arrayValue ?? []).filter { parent in
      parent["parentRef"].map(wanted.contains) ?? false
    }
    let generations = parents.map { parent in
      ["Accepted", "ResolvedRefs"].map { type in
        let condition = parent["conditions"]?.arrayValue?.first { $0["type"]?.stringValue == type }
        guard condition?["status"] == "True" else { return 0 }
        return condition?["observedGeneration"]?.intValue ?? 0
      }.min() ?? 0
    }
    return generations.min() ?? 0
  }
}
