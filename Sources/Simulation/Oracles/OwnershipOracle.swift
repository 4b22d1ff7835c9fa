import APIMachinery
import EmbeddedAPIServer
import PhysicsResources

/// O3: what we change or delete belongs to a PhysicsAPI that exists, by uid.
struct OwnershipOracle: Oracle {
  /// Objects of our own that no PhysicsAPI owns.
  private static let own: [ResourceType] = [.physicsAPIs, .leases, .events]

  mutating func see(_ moment: OracleMoment) -> [Breach] {
    guard moment.isOurs, let old = moment.record.old, !Self.own.contains(moment.record.type),
      !isSharedSplitter(moment)
    else { return [] }
    let word = moment.record.verb == .delete ? "deletes" : "changes"
    if isTakenBack(old, moment) { return [] }
    guard let owner = old.controllerOwner, owner.kind == ResourceType.physicsAPIs.kind else {
      return [moment.breach("O3", "\(word) an object that is not ours")]
    }
    // Its owner may be gone already while the garbage collector has not come by.
    let namesake = moment.before.services.first {
      $0.key == ObjectKey(namespace: moment.record.key.namespace, name: owner.name)
    }
    guard let namesake, namesake.uid != owner.uid else { return [] }
    return [moment.breach("O3", "\(word) an object of an earlier \(owner.name)")]
  }

  /// An orphan with our labels is ours again by the write that says whose it is.
  private func isTakenBack(_ old: APIObject, _ moment: OracleMoment) -> Bool {
    guard old.controllerOwner == nil, let owner = moment.record.new?.controllerOwner,
      let name = old.label(Keys.service)
    else { return false }
    let key = ObjectKey(namespace: moment.record.key.namespace, name: name)
    return moment.before.service(key)?.uid == owner.uid
  }

  private func isSharedSplitter(_ moment: OracleMoment) -> Bool {
    moment.before.services.contains {
      $0.hasForeignSplitter && $0.isSplit(by: moment.record.type, moment.record.key)
    }
  }
}
