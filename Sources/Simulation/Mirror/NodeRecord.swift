import APIMachinery
import JSON

/// A node that pods are placed on.
struct NodeRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var labels: JSONObject = [:]
  private(set) var cores = 0.0
  private(set) var memory = 0.0
  private(set) var podsMax = 110
  private(set) var address = ""
  private(set) var isUnschedulable = false
  private(set) var isReady = true
  private(set) var taints: [NodeTaint] = []

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    labels = object.labels
    let allocatable = object.status["allocatable"] ?? .null
    cores = Self.amount(allocatable["cpu"]) ?? 0
    memory = Self.amount(allocatable["memory"]) ?? 0
    podsMax = Self.amount(allocatable["pods"]).map { Int($0) } ?? 110
    address = object.status["addresses"]?[0]?["address"]?.stringValue ?? ""
    isUnschedulable = object.spec["unschedulable"]?.boolValue ?? false
    taints = (object.spec["taints"]?.arrayValue ?? []).map(NodeTaint.init(json:))
    isReady = !(object.status["conditions"]?.arrayValue ?? []).contains {
      $0["type"] == "Ready" && $0["status"] != "True"
    }
  }

  var subject: EventSubject { EventSubject(type: .nodes, key: key, uid: key.name) }

  private static func amount(_ quantity: JSONValue?) -> Double? {
    quantity.flatMap { Quantity(json: $0) }?.doubleValue
  }
}
