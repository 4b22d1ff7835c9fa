import PhysicsResources
import Rollout

extension RevisionBook {
  /// The revision that `undo` went back to, as long as the spec names what it was set over.
  static func pinned(
    in status: PhysicsAPIStatus,
    over specified: Desired,
    among records: [RevisionRecord]
  ) -> RevisionRecord? {
    guard let pin = status.pin, pin.revision != pin.over else { return nil }
    // Where the spec cannot be read, nobody can say that it moved on.
    guard specified.record.map({ $0.id.hash == pin.over }) ?? true else { return nil }
    return records.first { $0.id.hash == pin.revision }
  }

  /// Whether a pin in the status has nothing to hold any more.
  var pinIsOver: Bool { desired == specified }
}
