import APIMachinery
import ControllerRuntime
import KubernetesClient
import Planning
import Synchronization

/// What the ConfigMaps hold that workloads refer to.
///
/// A namespace may have thousands of ConfigMaps of a mebibyte each: the caches follow the metadata of all of them, and the content of those
/// that are referred to is read once per version.
final class ConfigMapContents: Sendable {
  private let client: KubernetesClient
  private let isReferred: @Sendable (ObjectKey) -> Bool
  private let known = Mutex<[ObjectKey: APIObject]>([:])

  /// - Parameter isReferred: whether any workload refers to it now; what none does is forgotten.
  init(client: KubernetesClient, isReferred: @escaping @Sendable (ObjectKey) -> Bool) {
    self.client = client
    self.isReferred = isReferred
  }

  /// - Parameter metadata: what the cache has of the ConfigMap; `nil` when it does not exist.
  func content(of key: ObjectKey, metadata: APIObject?) async -> ConfigMapContent {
    guard let metadata else {
      forget(key)
      return .missing
    }
    let last = known.withLock { $0[key] }
    if let last, last.uid == metadata.uid, last.isAtLeastAsNew(as: metadata) { return .found(last) }
    do throws(APIError) {
      let live = try await client.get(.configMaps, key)
      known.withLock { known in
        known = known.filter { isReferred($0.key) }
        known[key] = live
      }
      return .found(live)
    } catch {
      if error.isNotFound { return .missing }
      // What was read before is as good as a watch that lags.
      return last.map(ConfigMapContent.found) ?? .unreadable("\(error)")
    }
  }

  func forget(_ key: ObjectKey) {
    known.withLock { $0[key] = nil }
  }
}

extension APIObject {
  fileprivate func isAtLeastAsNew(as other: APIObject) -> Bool {
    ResourceVersion.isAtLeast(resourceVersion, other.resourceVersion)
      ?? (resourceVersion == other.resourceVersion)
  }
}
