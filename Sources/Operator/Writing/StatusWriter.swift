import JSON
import APIMachinery
import KubernetesClient
import PhysicsResources

/// Writes a resource's status, if it says anything new.
package struct StatusWriter: Sendable {
  let client: KubernetesClient
  let caches: ObjectCaches
  let counters: OperatorCounters

  /// Carries the resource version that was judged: a decision on an old world is refused.
  func write(_ status: PhysicsAPIStatus, on object: APIObject) async throws(APIError) {
    guard PhysicsAPIStatus(json: object.status) != status else {
      return counters.noteSuppressedWrites(1)
    }
    var changed = object
    changed.json["status"] = status.json
    let stored = try await client.replaceStatus(
      changed,
      as: .physicsAPIs,
      fieldManager: Keys.manager
    )
    caches.record(stored, as: .physicsAPIs, for: object.key)
  }
}
