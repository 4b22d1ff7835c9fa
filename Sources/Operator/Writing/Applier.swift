import APIMachinery
import ControllerRuntime
import JSON
import KubernetesClient
import PhysicsResources
import Planning

/// Sends the actions of a plan; knows how to write, never what.
package struct Applier: Sendable {
  let client: KubernetesClient
  let caches: ObjectCaches
  /// Called when the server does not know a kind of route any more, or the route.
  var onMissingRoute: @Sendable () -> Void = {}

  /// What became of a plan's actions.
  struct Outcome {
    /// What the server has accepted.
    var sent: [PlannedAction] = []
    /// Refusals that people should hear of.
    var refusals: [Refusal] = []
    /// Whether anything has to be tried again.
    var isComplete = true
    /// Whether a canary still has traffic that it should not have.
    var owesTrafficDecrease = false
    /// Creations that met an object of somebody else's.
    var namesakes: [ActionID] = []
    /// The longest time for which the server asked us to stay away.
    var retryAfter: Duration?
  }

  /// Writes in order; an action whose prerequisite failed is left for the next pass, the others go on.
  ///
  /// - Parameter owner: the resource that they are made for.
  func apply(_ actions: [PlannedAction], for owner: ObjectKey) async -> Outcome {
    var outcome = Outcome()
    var failed: [ActionID] = []
    for action in actions {
      guard !action.prerequisites.contains(where: failed.contains) else {
        failed.append(action.id)
        continue
      }
      do throws(APIError) {
        try await send(action, for: owner)
        outcome.sent.append(action)
      } catch {
        failed.append(action.id)
        outcome.isComplete = false
        outcome.retryAfter = [outcome.retryAfter, error.retryAfter].compactMap(\.self).max()
        outcome.owesTrafficDecrease =
          outcome.owesTrafficDecrease || action.urgency == .takesTrafficAway
        if error.isAlreadyExists { outcome.namesakes.append(action.id) }
        if error.isNotFound, [.httpRoutes, .traefikServices].contains(action.type) {
          onMissingRoute()
        }
        if let refusal = refusal(of: action, error) { outcome.refusals.append(refusal) }
      }
    }
    return outcome
  }

  private func send(_ action: PlannedAction, for owner: ObjectKey) async throws(APIError) {
    if let stored = try await answer(to: action), !stored.hasVanished {
      caches.record(stored, as: action.type, for: owner)
    } else if case .delete(let uid) = action.operation {
      caches.written.recordDeletion(
        action.type,
        action.key,
        uid: uid,
        version: action.resourceVersion ?? ""
      )
      // If the caches have heard of it before us, nobody else would ever clear the record.
      _ = caches.object(action.type, action.key)
    }
  }

  /// The object as the server has it after the write; `nil` when it is gone.
  func answer(to action: PlannedAction) async throws(APIError) -> APIObject? {
    switch action.operation {
    case .create(let object, let maintained):
      try await create(object, maintaining: maintained, as: action.type)
    case .apply(let configuration): try await apply(configuration, as: action.type)
    case .scale(let replicas): try await scale(action, to: replicas)
    case .delete(let uid): try await delete(action, uid: uid)
    case .patch(let patch, _):
      try await client.jsonPatch(
        action.type,
        action.key,
        patch.operations.map(\.json),
        fieldManager: Keys.manager
      )
    }
  }

  /// An object of ours that somebody took our label from is invisible to the caches: it is taken back instead of made anew, without what
  /// is ours only at the beginning, such as the number of replicas.
  private func create(
    _ object: APIObject,
    maintaining maintained: APIObject,
    as type: ResourceType
  ) async throws(APIError) -> APIObject {
    do {
      return try await client.create(object, as: type, fieldManager: Keys.creator)
    } catch  where error.isAlreadyExists {
      let live = try await client.get(type, object.key)
      guard let owner = object.controllerOwner?.uid, live.controllerOwner?.uid == owner else {
        throw error
      }
      var configuration = maintained
      configuration.metadata["uid"] = .string(live.uid)
      configuration.metadata["resourceVersion"] = .string(live.resourceVersion)
      return try await apply(configuration, as: type)
    }
  }

  /// Kinds with lists that are merged by keys: in all others a replacement would be refused as the apply was, and no role grants it.
  private static let keyedKinds: Set<ResourceType> = [.deployments, .services]

  /// A forced apply is refused when somebody has edited a keyed list into a clash, a renamed Service port say; then the fields that we
  /// own are replaced, and what others put beside them stays.
  private func apply(
    _ configuration: APIObject,
    as type: ResourceType
  ) async throws(APIError) -> APIObject {
    do {
      return try await client.serverSideApply(
        configuration,
        as: type,
        fieldManager: Keys.manager,
        force: true
      )
    } catch  where error.isInvalid && Self.keyedKinds.contains(type) {
      let live = try await client.get(type, configuration.key)
      guard live.uid == configuration.uid else { throw error }
      let merged = APIObject(live.json.merging(patch: configuration.json))
      return try await client.replace(merged, as: type, fieldManager: Keys.manager)
    }
  }

  private func scale(
    _ action: PlannedAction,
    to replicas: Int
  ) async throws(APIError) -> APIObject {
    _ = try await client.patchScale(
      action.type,
      action.key,
      replicas: replicas,
      resourceVersion: action.resourceVersion,
      fieldManager: Keys.manager
    )
    // `/scale` answers with a Scale; the next pass must see the Deployment that it made.
    return try await client.get(action.type, action.key)
  }

  /// What is left of it, while somebody's finalizer holds it.
  private func delete(
    _ action: PlannedAction,
    uid: String
  ) async throws(APIError) -> APIObject? {
    do {
      let options = DeleteOptions(uid: uid, resourceVersion: action.resourceVersion)
      return try await client.delete(action.type, action.key, options)
    } catch  where error.isNotFound {
      // Somebody was faster.
      return nil
    }
  }

  /// A write that lost a race or met a server in trouble is simply tried again, and the next pass names who has our name; what stays
  /// refused is told.
  private func refusal(of action: PlannedAction, _ error: APIError) -> Refusal? {
    if error.isConflict || error.isRetriable || error.isCancelled || error.isFenced { return nil }
    if error.isAlreadyExists || error.isPatchOfAnotherVersion { return nil }
    return Refusal(action: action.id, message: "\(error)")
  }
}

extension APIObject {
  /// Its last finalizer was taken while it was being deleted: the answer shows it as it was.
  fileprivate var hasVanished: Bool { isBeingDeleted && finalizers.isEmpty }
}
