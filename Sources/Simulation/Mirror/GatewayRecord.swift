import APIMachinery
import JSON

/// A Gateway as its controller reads it.
struct GatewayRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var generation = 0
  private(set) var className = ""
  private(set) var listeners: [JSONValue] = []
  private(set) var status: JSONValue = .null

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    generation = object.generation
    className = object.spec["gatewayClassName"]?.stringValue ?? ""
    listeners = object.spec["listeners"]?.arrayValue ?? []
    status = object.status
  }
}

/// A GatewayClass as its controller reads it.
struct GatewayClassRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var generation = 0
  private(set) var controllerName = ""
  private(set) var status: JSONValue = .null

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    generation = object.generation
    controllerName = object.spec["controllerName"]?.stringValue ?? ""
    status = object.status
  }
}
