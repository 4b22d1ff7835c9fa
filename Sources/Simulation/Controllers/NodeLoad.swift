/// What the pods on a node ask for together.
struct NodeLoad: Sendable {
  private(set) var pods = 0
  private(set) var cores = 0.0
  private(set) var memory = 0.0

  mutating func add(_ pod: SimulatedPod) {
    pods += 1
    cores += pod.traits.requestedCores
    memory += pod.traits.requestedMemory
  }

  /// By the names of the nodes.
  static func byNode(_ pods: [SimulatedPod]) -> [String: NodeLoad] {
    var loads: [String: NodeLoad] = [:]
    for pod in pods where !pod.nodeName.isEmpty {
      loads[pod.nodeName, default: NodeLoad()].add(pod)
    }
    return loads
  }
}
