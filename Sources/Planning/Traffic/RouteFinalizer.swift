import APIMachinery
import JSON
import PhysicsResources

/// Keeps a resource from vanishing while a route of the user's carries our weights.
struct RouteFinalizer {
  let key: ObjectKey
  let finalizers: [String]
  let isBeingDeleted: Bool

  init(key: ObjectKey, finalizers: [String], isBeingDeleted: Bool) {
    self.key = key
    self.finalizers = finalizers
    self.isBeingDeleted = isBeingDeleted
  }

  init(resource: PhysicsAPI) {
    self.init(
      key: resource.key,
      finalizers: resource.finalizers,
      isBeingDeleted: resource.isBeingDeleted
    )
  }

  private var index: Int? { finalizers.firstIndex(of: Keys.routeFinalizer) }

  var id: ActionID { ActionID(verb: .patch, type: .physicsAPIs, key: key) }

  /// The write that makes it so; `nil` when it is.
  func action(isNeeded: Bool) -> PlannedAction? {
    switch (isNeeded, index) {
    case (true, nil) where !isBeingDeleted: addition
    case (false, let index?): removal(at: index)
    case (true, _), (false, nil): nil
    }
  }

  private var addition: PlannedAction {
    let path = JSONPointer(["metadata", "finalizers"])
    let present = finalizers.map(JSONValue.string)
    let word = JSONValue.string(Keys.routeFinalizer)
    let patch =
      finalizers.isEmpty
      ? JSONPatch([.test(path, .null), .add(path, [word])])
      : JSONPatch([
        .test(path, .array(present)), .add(JSONPointer(["metadata", "finalizers", "-"]), word),
      ])
    return action(
      patch,
      note: "so that the weights of a deleted resource are put back",
      from: present,
      to: present + [word]
    )
  }

  private func removal(at index: Int) -> PlannedAction {
    let list = JSONPointer(["metadata", "finalizers"])
    let path = JSONPointer(["metadata", "finalizers", String(index)])
    // The last one takes the list with it, so that the next one finds none.
    let victim = finalizers.count == 1 ? list : path
    let present = finalizers.map(JSONValue.string)
    // Another one that came in between, before ours or behind it, makes this a patch for another pass.
    let patch = JSONPatch([.test(list, .array(present)), .remove(victim)])
    return action(
      patch,
      note: "no route carries our weights any more",
      from: present,
      to: present.filter { $0 != .string(Keys.routeFinalizer) }
    )
  }

  private func action(
    _ patch: JSONPatch,
    note: String,
    from: [JSONValue],
    to: [JSONValue]
  ) -> PlannedAction {
    PlannedAction(
      .patch(patch, note: note),
      type: .physicsAPIs,
      key: key,
      reason: to.count > from.count
        ? "holds the resource until the user's route is restored"
        : "lets the resource go",
      changes: JSONDiff.changes(
        from: ["metadata": ["finalizers": .array(from)]],
        to: ["metadata": ["finalizers": .array(to)]]
      )
    )
  }
}
