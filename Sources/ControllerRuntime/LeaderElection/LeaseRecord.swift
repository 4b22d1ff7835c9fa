package import APIMachinery
import JSON
import Time

/// A `coordination.k8s.io/v1` Lease: who leads, and what he promised.
///
/// Keeps fields that it does not know, so that a write takes nothing away.
package struct LeaseRecord: Hashable, Sendable {
  package private(set) var object: APIObject

  package init(_ object: APIObject) {
    self.object = object
  }

  /// One that nobody has written yet.
  package init(new key: ObjectKey) {
    object = APIObject(.leases, key)
  }

  /// Empty when nobody leads.
  package var holder: String { text("holderIdentity") }
  package var transitions: Int64 { object.spec["leaseTransitions"]?.intValue.map(Int64.init) ?? 0 }
  /// Who should lead instead, by the word of coordinated leader election; usually empty.
  package var preferredHolder: String { text("preferredHolder") }
  package var resourceVersion: String { object.resourceVersion }

  /// How long it counts from its last change; `nil` when it does not say.
  package var duration: Duration? {
    object.spec["leaseDurationSeconds"]?.intValue.map { .seconds($0) }
  }

  /// Whether the holder is still the same and alive: what a renewal changes, and a label does not.
  func says(theSameAs other: LeaseRecord) -> Bool { object.spec == other.object.spec }

  /// What `identity` writes to take the lease or to keep it.
  ///
  /// Transitions and the time of acquisition change with the holder only (L3).
  func held(by identity: String, _ timings: LeaseTimings, at now: Timestamp) -> LeaseRecord {
    edited { spec in
      spec["leaseDurationSeconds"] = .integer(timings.wholeSeconds)
      spec["renewTime"] = .string(now.rfc3339Micro)
      guard holder != identity else { return }
      spec["holderIdentity"] = .string(identity)
      spec["acquireTime"] = .string(now.rfc3339Micro)
      spec["leaseTransitions"] = .integer(isNew ? 0 : transitions + 1)
      // Whoever was preferred had his chance; left in place it would make us step down at once.
      spec["preferredHolder"] = nil
    }
  }

  /// What the holder writes when it goes (L5): nobody leads, and nobody need wait for more than a second.
  func released(at now: Timestamp) -> LeaseRecord {
    edited { spec in
      spec["holderIdentity"] = ""
      spec["leaseDurationSeconds"] = 1
      spec["renewTime"] = .string(now.rfc3339Micro)
      spec["acquireTime"] = .string(now.rfc3339Micro)
    }
  }

  /// The same content for a lease that was deleted under its holder.
  var unstored: LeaseRecord {
    var copy = LeaseRecord(new: object.key)
    copy.object.json["spec"] = object.spec
    return copy
  }

  private var isNew: Bool { object.json["spec"] == nil }

  private func edited(_ change: (inout JSONObject) -> Void) -> LeaseRecord {
    var copy = self
    var spec = object.spec.objectValue ?? [:]
    change(&spec)
    copy.object.json["spec"] = .object(spec)
    return copy
  }

  private func text(_ field: String) -> String { object.spec[field]?.stringValue ?? "" }
}
