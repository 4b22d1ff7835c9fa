import APIMachinery
import JSON
import Time

/// One apply: a configuration, the object it is laid over, and the manager who does it.
struct Application: Sendable {
  /// A field that the configuration would change and somebody else owns.
  struct Conflict: Sendable {
    let manager: ManagedFields.Identity
    let path: [PathElement]
  }

  /// Why an apply without force fails.
  struct Failure: Error, Sendable {
    let conflicts: [Conflict]
    let status: APIStatus
  }

  let configuration: JSONValue
  private let live: JSONValue?
  private let liveObject: JSONValue
  private let managed: ManagedFields
  private let identity: ManagedFields.Identity
  private let topology: FieldTopology
  private let unsettable: FieldSet
  private let now: String

  init(
    configuration: JSONValue,
    live: JSONValue?,
    manager: String,
    topology: FieldTopology,
    subresource: String,
    now: Timestamp
  ) {
    self.configuration = configuration.withoutServerFields
    self.live = live
    self.topology = topology
    self.now = now.rfc3339
    unsettable = topology.unsettable(through: subresource)
    liveObject = live?.withManagedFields(nil) ?? [:]
    identity = ManagedFields.Identity(
      manager: manager,
      operation: .apply,
      apiVersion: configuration["apiVersion"]?.stringValue ?? "",
      subresource: subresource
    )
    managed = Self.managers(of: live, topology, at: self.now)
  }

  func result(force: Bool) throws(Failure) -> JSONValue {
    let claimed = FieldSet.claimed(by: configuration, topology.root)
      .removingTrees(unsettable).removingTrees(.unowned)
    let merged = liveObject.applying(settable, topology.root)
    var owners = managed
    owners.set(.init(identity: identity, time: now, fields: claimed))
    let new = pruned(merged, owners: owners)
    let comparison = FieldComparison(liveObject, new, topology.root)
    let conflicts = conflicts(with: comparison.written)
    guard force || conflicts.isEmpty else { throw failure(conflicts) }
    owners.take(comparison.written) { !$0.isSame(as: identity) }
    owners.take(comparison.removed) { !$0.isSame(as: identity) }
    let noted = synchronised(new)
    if let live, noted == liveObject, owners.ownsLike(managed) { return live }
    return noted.withManagedFields(owners.json)
  }

  /// Whether a conflict is only with what `kubectl apply` wrote on the client's side and nobody changed since.
  func areFromClientSideApply(
    _ conflicts: [Conflict]
  ) -> Bool {
    guard let text = lastApplied, let applied = try? JSONValue(parsing: text) else { return false }
    let since = FieldComparison(applied, liveObject, topology.root)
    let allowed = FieldSet.claimed(by: applied, topology.root).subtracting(since.modified)
    var found = FieldSet.empty
    for conflict in conflicts { found.insert(path: conflict.path) }
    return found.subtracting(allowed).isEmpty
  }
}

extension Application {
  /// An object that nobody is known to have written belongs to `before-first-apply`, so that the first apply takes nothing away.
  private static func managers(
    of live: JSONValue?,
    _ topology: FieldTopology,
    at now: String
  ) -> ManagedFields {
    var managed = ManagedFields(json: live?["metadata"]?["managedFields"]) ?? ManagedFields()
    guard let live, managed.entries.isEmpty else { return managed }
    let identity = ManagedFields.Identity(
      manager: "before-first-apply",
      operation: .update,
      apiVersion: live["apiVersion"]?.stringValue ?? "",
      subresource: ""
    )
    let everything = FieldComparison(nil, live.withManagedFields(nil), topology.root)
    managed.recordUpdate(
      everything,
      by: identity,
      except: topology.unsettable(through: ""),
      at: now
    )
    return managed
  }

  /// The configuration without the parts that this way of writing cannot set.
  private var settable: JSONValue {
    configuration.removing(unsettable.subtracting(.metadata), topology.root) ?? [:]
  }

  /// Removes what the manager applied before, does not apply now and nobody else owns.
  private func pruned(_ merged: JSONValue, owners: ManagedFields) -> JSONValue {
    guard let last = managed.entry(identity)?.fields, !last.isEmpty else { return merged }
    let root = topology.root
    let before = last.withNamedParents(root)
    let stripped = merged.removing(before, root) ?? [:]
    // Nobody owns the name, and yet the metadata must not go with the last label in it.
    let owned = owners.entries.reduce(FieldSet.unowned) { $0.union($1.fields) }
    let present = FieldSet.claimed(by: merged, root).withNamedParents(root)
    let survivors = FieldSet.claimed(by: stripped, root).withNamedParents(root)
    let kept = survivors.union(owned.withNamedParents(root))
    let withOwned = merged.removing(present.subtracting(kept), root) ?? [:]
    let left = FieldSet.claimed(by: withOwned, root).withNamedParents(root)
    return merged.removing(present.subtracting(left).intersection(before), root) ?? [:]
  }

  private func conflicts(
    with written: FieldSet
  ) -> [Conflict] {
    managed.entries.filter { !$0.identity.isSame(as: identity) }
      .sorted { $0.identity.printed < $1.identity.printed }
      .flatMap { entry in
        entry.fields.intersection(written).paths.map {
          Conflict(manager: entry.identity, path: $0)
        }
      }
  }

  private static let lastAppliedKey = "kubectl.kubernetes.io/last-applied-configuration"

  private var lastApplied: String? {
    liveObject["metadata"]?["annotations"]?[Self.lastAppliedKey]?.stringValue
  }

  /// Once `kubectl` applies on the server's side, the note of its client-side applies follows; whoever owns the note keeps it.
  private func synchronised(_ object: JSONValue) -> JSONValue {
    guard identity.manager == "kubectl", lastApplied != nil else { return object }
    var applied = configuration
    applied["metadata"]?["annotations"]?[Self.lastAppliedKey] = nil
    var object = object
    object["metadata"]?["annotations"]?[Self.lastAppliedKey] = .string(applied.jsonText + "\n")
    return object
  }
}

extension Application {
  private func failure(
    _ conflicts: [Conflict]
  ) -> Failure {
    let causes = conflicts.map { conflict in
      APIStatus.Cause(
        reason: "FieldManagerConflict",
        message: "conflict with \(conflict.manager.printed)",
        field: conflict.path.printed
      )
    }
    let status = APIStatus(
      code: 409,
      reason: "Conflict",
      message: Self.message(conflicts),
      causes: causes
    )
    return Failure(conflicts: conflicts, status: status)
  }

  private static func message(
    _ conflicts: [Conflict]
  ) -> String {
    if conflicts.count == 1, let only = conflicts.first {
      let (manager, path) = (only.manager.printed, only.path.printed)
      return "Apply failed with 1 conflict: conflict with \(manager): \(path)"
    }
    var lines: [String] = []
    var previous: ManagedFields.Identity?
    for conflict in conflicts {
      if conflict.manager != previous {
        lines.append("conflicts with \(conflict.manager.printed):")
      }
      previous = conflict.manager
      lines.append("- \(conflict.path.printed)")
    }
    let list = lines.joined(separator: "\n")
    return "Apply failed with \(conflicts.count) conflicts: \(list)"
  }
}

extension [PathElement] {
  /// The path as in conflicts, `.spec.template.spec.containers[name="api"].image`.
  var printed: String { map(\.printed).joined() }
}

extension JSONValue {
  /// Without what manifests often carry but no writer may set.
  fileprivate var withoutServerFields: JSONValue {
    var object = self
    if object["metadata"]?["creationTimestamp"] == .null {
      object["metadata"]?["creationTimestamp"] = nil
    }
    return object
  }
}
