package import APIMachinery
import ControllerRuntime
package import JSON
package import KubernetesClient
import PhysicsResources
package import Planning
package import Time

/// Asks the API server what it would make of a plan: its access rules, admission, defaults and validation answer, and nothing is changed.
///
/// Each write is the one that the operator would send, with `dryRun=All`; the client that sends it can send no other.
package struct Rehearsal: Sendable {
  /// What the server says to one write.
  package enum Answer: Hashable, Sendable {
    /// How the answer differs from what is sent or, for a change, from what is there: the plan's changes, defaults and admission's.
    case accepted(changes: [FieldChange])
    /// Why not, in a sentence with the cure.
    case refused(String)
  }

  private let client: KubernetesClient
  private let applier: Applier

  package init(client: KubernetesClient, clock: any WallClock) {
    self.client = client.rehearsing
    let caches = ObjectCaches(informers: [], gate: WriteGate(clock: clock, informers: []))
    applier = Applier(client: self.client, caches: caches)
  }

  /// The resource as the server would store it, with its defaults, and a UID for the references of its children.
  ///
  /// - Parameter live: the resource that is there, if any.
  package func stored(_ resource: APIObject, over live: APIObject?) async throws(APIError)
    -> APIObject
  {
    guard live != nil else {
      return try await client.create(resource, as: .physicsAPIs, fieldManager: Keys.manager)
    }
    return try await client.replace(resource, as: .physicsAPIs, fieldManager: Keys.manager)
  }

  /// The answers to all actions in their order; one that is refused does not keep the others from being asked for.
  package func answers(to actions: [PlannedAction]) async -> [Answer] {
    var answers: [Answer] = []
    for action in actions { answers.append(await answer(to: action)) }
    return answers
  }

  private func answer(to action: PlannedAction) async -> Answer {
    do throws(APIError) {
      let before = try await expected(action)
      let after = try await applier.answer(to: action)
      guard let before, let after else { return .accepted(changes: []) }
      return .accepted(
        changes: JSONDiff.changes(from: before.ofInterest, to: after.ofInterest)
      )
    } catch {
      return .refused("\(error)")
    }
  }

  /// What the answer is compared with: what is sent, or for a change what is there.
  private func expected(_ action: PlannedAction) async throws(APIError) -> APIObject? {
    switch action.operation {
    case .create(let object, _): object
    case .apply, .patch: try await client.get(action.type, action.key)
    case .scale, .delete: nil
    }
  }
}

extension APIObject {
  /// Without what the server keeps about every object.
  fileprivate var ofInterest: JSONValue {
    var json = json
    json["status"] = nil
    for field in ["managedFields", "resourceVersion", "uid", "creationTimestamp", "generation"] {
      json["metadata"]?[field] = nil
    }
    return json
  }
}
