import APIMachinery
import JSON

/// Something that a component of the cluster tells people about an object.
struct ObservedEvent: Hashable, Sendable {
  enum Severity: String, Hashable, Sendable {
    case normal = "Normal"
    case warning = "Warning"
  }

  /// Who tells it: the component, and the node that it runs on.
  struct Reporter: Hashable, Sendable {
    let component: String
    var host = ""
    /// Whether it writes the form of `events.k8s.io/v1`, with `eventTime` instead of a source: of the old components only the scheduler does.
    var action = ""

    static let deployments = Reporter(component: "deployment-controller")
    static let replicaSets = Reporter(component: "replicaset-controller")
    static let autoscaler = Reporter(component: "horizontal-pod-autoscaler")
    static let budgets = Reporter(component: "controllermanager")
    static let nodes = Reporter(component: "node-controller")
    static let taints = Reporter(component: "taint-eviction-controller")
    static let scheduler = Reporter(component: "default-scheduler", action: "Scheduling")
    static let binder = Reporter(component: "default-scheduler", action: "Binding")

    static func kubelet(on node: String) -> Reporter { Reporter(component: "kubelet", host: node) }
  }

  let subject: EventSubject
  let reporter: Reporter
  let severity: Severity
  let reason: String
  let message: String
}

/// The object that an event is about: `involvedObject`.
struct EventSubject: Hashable, Sendable {
  let type: ResourceType
  let key: ObjectKey
  let uid: String
  /// `spec.containers{api}` for a container of a pod; empty for the whole object.
  var fieldPath = ""

  var json: JSONValue {
    var json: JSONValue = [
      "kind": .string(type.kind), "apiVersion": .string(type.apiVersion),
      "name": .string(key.name), "uid": .string(uid),
    ]
    if !key.namespace.isEmpty { json["namespace"] = .string(key.namespace) }
    if !fieldPath.isEmpty { json["fieldPath"] = .string(fieldPath) }
    return json
  }

  /// Events about objects without a namespace live in `default`.
  var namespace: String { key.namespace.isEmpty ? "default" : key.namespace }
}
