import APIMachinery
import JSON
import Time

/// A node as its kubelet registers it.
struct NewNode: Sendable {
  let index: Int
  let cores: Double
  let startedAt: Timestamp

  var key: ObjectKey { ObjectKey(namespace: "", name: "node-\(index)") }

  var object: APIObject {
    var node = APIObject(.nodes, key)
    node.metadata["labels"] = [
      "kubernetes.io/hostname": .string(key.name), "kubernetes.io/os": "linux",
      "kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "linux",
      "beta.kubernetes.io/arch": "amd64",
      "topology.kubernetes.io/zone": .string("zone-\(1 + (index - 1) % 3)"),
    ]
    node.json["spec"] = ["podCIDR": .string(podRange), "podCIDRs": [.string(podRange)]]
    return node
  }

  private var podRange: String { "10.244.\(index % 256).0/24" }

  var status: JSONValue {
    let resources: JSONValue = [
      "cpu": .string("\(Int64(cores * 1_000))m"), "memory": "64Gi", "pods": "110",
    ]
    return [
      "capacity": resources, "allocatable": resources, "conditions": .array(conditions),
      "addresses": [
        ["type": "InternalIP", "address": .string("172.18.0.\(2 + index)")],
        ["type": "Hostname", "address": .string(key.name)],
      ],
      "daemonEndpoints": ["kubeletEndpoint": ["Port": 10_250]],
      "nodeInfo": [
        "architecture": "amd64", "operatingSystem": "linux", "osImage": "Simulated",
        "kernelVersion": "6.12.0", "containerRuntimeVersion": "containerd://2.0.0",
        "kubeletVersion": .string(Self.kubeletVersion), "kubeProxyVersion": "",
        "machineID": .string(key.name), "systemUUID": .string(key.name),
        "bootID": .string(key.name),
      ],
    ]
  }

  /// That of the API server it belongs to.
  private static let kubeletVersion = "v1.36.0"

  private var conditions: [JSONValue] {
    [
      condition(
        "MemoryPressure",
        "False",
        "KubeletHasSufficientMemory",
        "kubelet has sufficient memory available"
      ),
      condition(
        "DiskPressure",
        "False",
        "KubeletHasNoDiskPressure",
        "kubelet has no disk pressure"
      ),
      condition(
        "PIDPressure",
        "False",
        "KubeletHasSufficientPID",
        "kubelet has sufficient PID available"
      ),
      condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
    ]
  }

  private func condition(
    _ type: JSONValue,
    _ status: JSONValue,
    _ reason: JSONValue,
    _ message: JSONValue
  ) -> JSONValue {
    let time = JSONValue.string(startedAt.rfc3339)
    return [
      "type": type, "status": status, "reason": reason, "message": message,
      "lastHeartbeatTime": time, "lastTransitionTime": time,
    ]
  }
}
