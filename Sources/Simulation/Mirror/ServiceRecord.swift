import APIMachinery
import JSON
import Time

/// A Service as its endpoints follow from it.
struct ServiceRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var labels: JSONObject = [:]
  /// Empty when the Service selects nothing.
  private(set) var selector: JSONObject = [:]
  private(set) var ports: [JSONValue] = []
  private(set) var publishesNotReady = false
  private(set) var isHeadless = false
  private(set) var type = ""
  private(set) var hasAddress = false
  /// When the next EndpointSlice is due, once it is known to be needed.
  var sliceDueAt: Timestamp?
  /// What the last EndpointSlice was made from.
  var published: PublishedEndpoints?

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    labels = object.labels
    selector = object.spec["selector"]?.objectValue ?? [:]
    ports = object.spec["ports"]?.arrayValue ?? []
    publishesNotReady = object.spec["publishNotReadyAddresses"]?.boolValue ?? false
    isHeadless = object.spec["clusterIP"] == "None"
    type = object.spec["type"]?.stringValue ?? ""
    hasAddress = object.status["loadBalancer"]?["ingress"]?[0] != nil
  }

  func selects(_ pod: SimulatedPod) -> Bool {
    !selector.isEmpty && pod.key.namespace == key.namespace
      && selector.allSatisfy { pod.labels[$0.key] == $0.value }
  }
}
