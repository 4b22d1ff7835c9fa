package import APIMachinery
import JSON
package import KubernetesClient
package import PhysicsResources
package import Planning
package import Time

/// Asks the operator for a verb in the way that everybody may: by an annotation with a nonce.
package struct VerbAsker: Sendable {
  /// How long an answer is waited for; a pass follows a change within a second.
  package static let patience = Duration.seconds(10)
  private static let pollInterval = Duration.milliseconds(250)

  private let client: KubernetesClient
  private let clock: any WallClock

  package init(client: KubernetesClient, clock: any WallClock) {
    self.client = client
    self.clock = clock
  }

  /// Writes the request down and returns the resource as it then is.
  ///
  /// - Parameter nonce: makes the request different from every other one.
  package func ask(
    _ verb: RolloutVerb,
    of key: ObjectKey,
    nonce: String
  ) async throws(ServiceReadError) -> APIObject {
    // For the better sentence where there is no such service.
    _ = try await ServiceReader(client: client).resource(key)
    let (annotation, value) = RolloutRequest.annotation(verb, nonce: nonce)
    let patch: JSONValue = ["metadata": ["annotations": [annotation: .string(value)]]]
    do {
      return try await client.mergePatch(
        .physicsAPIs,
        key,
        patch,
        fieldManager: "physics-operator-ask"
      )
    } catch {
      throw .api(error)
    }
  }

  /// What became of a request; waits until the operator has recorded it.
  ///
  /// - Parameter asked: the resource with the request on it.
  package func outcome(
    of verb: RolloutVerb,
    asked: APIObject,
    nonce: String
  ) async throws -> VerbOutcome {
    let token = RolloutRequest.annotation(verb, nonce: nonce).value
    let deadline = clock.timestamp + Self.patience
    var before = asked
    while true {
      let present = try await ServiceReader(client: client).resource(asked.key)
      let status = PhysicsAPIStatus(json: present.status)
      let handled = verb == .abort ? status.lastHandledAbort : status.lastHandledRequest
      if handled == token { return VerbOutcome(of: verb, from: before, to: present) }
      guard clock.timestamp < deadline else { return .unanswered(present, verb) }
      before = present
      try await clock.sleep(for: Self.pollInterval)
    }
  }
}
