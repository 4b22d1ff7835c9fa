import APIMachinery
package import PhysicsResources
import Rollout

/// Copies of ConfigMaps that somebody has deleted: pods that start without them never become ready.
package struct LostCopies {
  let resource: PhysicsAPI
  let records: [RevisionRecord]
  let children: ObservedChildren
  let configMaps: [String: ConfigMapContent]

  /// The ConfigMaps to read in order to write lost copies again; none as a rule.
  package static func originals(of resource: PhysicsAPI, in children: ObservedChildren) -> [String]
  {
    let lost = children.controllerRevisions.compactMap(RevisionRecord.init)
      .flatMap { $0.lostCopies(of: resource.name, in: children) }
    return Set(lost.map(\.original)).sorted()
  }

  /// Those whose source holds what they held.
  func restorable(of record: RevisionRecord) -> [ConfigMapCopy] {
    lost(by: record).compactMap { copy in
      guard let source = configMaps[copy.original]?.object,
        ConfigMapCopy.digest(of: source) == copy.digest
      else { return nil }
      var copy = copy
      copy.source = source
      return copy
    }
  }

  /// Those that nothing can bring back.
  func lostForEver(by record: RevisionRecord) -> [ConfigMapCopy] {
    let restorable = restorable(of: record).map(\.name)
    return lost(by: record).filter { !restorable.contains($0.name) }
  }

  /// What cannot be mended of the revisions that run.
  var warnings: [String] {
    let status = resource.status
    let running = [status.stable?.revision, status.canary?.revision].compactMap(\.self)
    return records.filter { running.contains($0.id.hash) }.flatMap { record in
      lost(by: record).compactMap { warning(of: $0, record.id) }
    }
  }

  private func lost(by record: RevisionRecord) -> [ConfigMapCopy] {
    record.lostCopies(of: resource.name, in: children)
  }

  private func warning(of copy: ConfigMapCopy, _ revision: RevisionID) -> String? {
    let cure =
      "new pods of revision \(revision) cannot start; create it again, or let the next revision take over"
    switch configMaps[copy.original] {
    case .missing:
      return "ConfigMap \(copy.name) is gone, and so is \(copy.original) itself: \(cure)"
    case .found(let source) where ConfigMapCopy.digest(of: source) != copy.digest:
      return
        "ConfigMap \(copy.name) is gone and \(copy.original) holds something else by now: \(cure)"
    case .found, .unreadable, .unknown, nil:
      return nil
    }
  }
}
