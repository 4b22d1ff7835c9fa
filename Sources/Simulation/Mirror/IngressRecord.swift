import APIMachinery
import JSON

/// An Ingress, as far as it is given an address.
struct IngressRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var hasAddress = false

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    hasAddress = object.status["loadBalancer"]?["ingress"]?[0] != nil
  }
}
