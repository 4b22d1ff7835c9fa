import APIMachinery
import KubernetesClient
import PhysicsResources
import Planning

/// Looks at the objects of others that have names of ours.
///
/// Children are watched by their label, which such objects lack: a creation meets them. From then on each pass looks whether they are
/// still there, so that the resource says whose they are, and goes on when they are gone.
struct NamesakeFinder {
  let client: KubernetesClient

  func namesakes(of resource: PhysicsAPI, _ memory: ServiceMemory) async -> ObservedChildren {
    var found = ObservedChildren()
    for namesake in memory.namesakes {
      do throws(APIError) {
        let live = try await client.get(namesake.type, namesake.key)
        if live.controllerOwner?.uid == resource.uid {
          memory.forget(namesake)
        } else {
          found.insert(live, as: namesake.type)
        }
      } catch {
        // Who cannot be seen is met again by the creation.
        memory.forget(namesake)
      }
    }
    return found
  }
}
