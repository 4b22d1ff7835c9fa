import APIMachinery
import JSON

/// A TraefikService as Traefik reads it: the weights of its services.
struct TraefikRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var backends: [BackendRecord] = []

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    backends = (object.spec["weighted"]?["services"]?.arrayValue ?? []).compactMap {
      BackendRecord(weightedService: $0, in: key.namespace)
    }
  }
}
