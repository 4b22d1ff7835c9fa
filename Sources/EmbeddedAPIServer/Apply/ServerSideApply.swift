package import APIMachinery
package import JSON
package import Time

/// Server-side apply and the bookkeeping of `metadata.managedFields`, after structured-merge-diff.
package enum ServerSideApply {
  /// Lays a configuration over the live object, on behalf of a manager.
  ///
  /// A field that somebody else owns with another value is a conflict (409) unless forced; what the manager applied before and leaves
  /// out now is removed unless others own it. An apply that changes nothing returns the live object, timestamps and all.
  package static func apply(
    configuration: JSONValue,
    to live: JSONValue?,
    manager: String,
    force: Bool,
    topology: FieldTopology,
    subresource: String,
    now: Timestamp
  ) throws(APIStatus) -> JSONValue {
    try Configuration(configuration).check(against: live, topology.root)
    let application = Application(
      configuration: configuration,
      live: live,
      manager: manager,
      topology: topology,
      subresource: subresource,
      now: now
    )
    do {
      return try application.result(force: force)
    } catch {
      guard manager == "kubectl", application.areFromClientSideApply(error.conflicts) else {
        throw error.status
      }
      return try forced(application)
    }
  }

  private static func forced(_ application: Application) throws(APIStatus) -> JSONValue {
    do {
      return try application.result(force: true)
    } catch {
      throw error.status
    }
  }

  /// Notes in `managedFields` of the new object who wrote what differs from the old one.
  ///
  /// `managedFields: [{}]` in a new object forgets all managers; from then on nothing is tracked until the next apply.
  package static func recordUpdate(
    from old: JSONValue?,
    to new: JSONValue,
    manager: String,
    topology: FieldTopology,
    subresource: String,
    now: Timestamp
  ) -> JSONValue {
    var managed = ManagedFields.sent(with: new, over: old, subresource: subresource)
    guard old == nil || !managed.entries.isEmpty else { return new.withManagedFields(nil) }
    let identity = ManagedFields.Identity(
      manager: manager,
      operation: .update,
      apiVersion: new["apiVersion"]?.stringValue ?? "",
      subresource: subresource
    )
    let comparison = FieldComparison(
      old?.withManagedFields(nil),
      new.withManagedFields(nil),
      topology.root
    )
    managed.recordUpdate(
      comparison,
      by: identity,
      except: topology.unsettable(through: subresource),
      at: now.rfc3339
    )
    return new.withManagedFields(managed.json)
  }
}

extension JSONValue {
  /// The object with other managed fields, or without any.
  func withManagedFields(_ managed: JSONValue?) -> JSONValue {
    guard managed != nil || self["metadata"]?["managedFields"] != nil else { return self }
    var object = self
    object["metadata"]?["managedFields"] = managed
    return object
  }
}

extension ManagedFields {
  /// The managers that hold before an update: those that the writer sends, else those of the old object.
  fileprivate static func sent(
    with new: JSONValue,
    over old: JSONValue?,
    subresource: String
  ) -> ManagedFields {
    let kept = ManagedFields(json: old?["metadata"]?["managedFields"]) ?? ManagedFields()
    guard subresource.isEmpty else { return kept }
    let sent = new["metadata"]?["managedFields"]
    if sent == [[:]] { return ManagedFields() }
    guard let managed = ManagedFields(json: sent), !managed.entries.isEmpty else { return kept }
    return managed
  }

  /// Gives what was added or modified to the writer, and takes what was removed from all.
  mutating func recordUpdate(
    _ comparison: FieldComparison,
    by identity: Identity,
    except ignored: FieldSet,
    at time: String
  ) {
    take(comparison.written) { _ in true }
    take(comparison.removed) { _ in true }
    let taken = comparison.written.removingTrees(ignored).removingTrees(.unowned)
    if !taken.isEmpty {
      let before = entry(identity)?.fields ?? .empty
      set(Entry(identity: identity, time: time, fields: before.union(taken)))
    }
    capUpdaters()
  }
}
