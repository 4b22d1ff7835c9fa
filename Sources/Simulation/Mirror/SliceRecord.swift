import APIMachinery
import JSON

/// An EndpointSlice as a gateway reads it.
struct SliceRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var service = ""
  /// The uid of the Service that it belongs to.
  private(set) var ownerUID = ""
  private(set) var endpoints: [Endpoint] = []

  struct Endpoint: Hashable, Sendable {
    let pod: ObjectKey
    let uid: String
    let isReady: Bool
  }

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    ownerUID = object.controllerOwner?.uid ?? ""
    service = object.label("kubernetes.io/service-name") ?? ""
    endpoints = (object.json["endpoints"]?.arrayValue ?? []).compactMap { endpoint in
      guard let name = endpoint["targetRef"]?["name"]?.stringValue else { return nil }
      return Endpoint(
        pod: ObjectKey(namespace: key.namespace, name: name),
        uid: endpoint["targetRef"]?["uid"]?.stringValue ?? "",
        isReady: endpoint["conditions"]?["ready"]?.boolValue ?? true
      )
    }
  }
}
