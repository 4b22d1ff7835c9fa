import APIMachinery
import JSON
import Time

/// Drains and losses of nodes, as a person or an accident causes them.
struct NodeLifecycle: Sendable {
  /// How long a silent node's pods count as ready (node-monitor-grace-period).
  private static let silenceTolerated = Duration.seconds(40)
  /// How long pods stay on an unreachable node (the default toleration).
  private static let evictionAfter = Duration.seconds(300)

  private var drained: [String] = []
  private var lost: [(name: String, at: Timestamp)] = []

  /// Cordons a node and evicts its pods, as far as disruption budgets allow, until none is left.
  mutating func drain(_ node: String) {
    if !drained.contains(node) { drained.append(node) }
  }

  /// Ends a node without a word: its processes are gone at once, the API learns of it later.
  mutating func lose(_ node: String, at now: Timestamp, _ mirror: inout ClusterMirror) {
    lost.append((node, now))
    for index in mirror.pods.indices where mirror.pods[index].nodeName == node {
      mirror.pods[index].loseProcess(at: now)
    }
  }

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    for node in drained { drain(node, &mirror, context) }
    for (node, at) in lost { followLoss(of: node, at: at, &mirror, context) }
  }

  private func drain(_ node: String, _ mirror: inout ClusterMirror, _ context: StepContext) {
    let access = context.access(as: .controllerManager)
    let key = ObjectKey(namespace: "", name: node)
    if mirror.nodes[key]?.isUnschedulable == false {
      let cordoned = access.change(.nodes, key) { node in
        var spec = node.spec
        spec["unschedulable"] = true
        node.json["spec"] = spec
      }
      if let cordoned { mirror.apply(.nodes, key, cordoned) }
    }
    let staying = mirror.pods.objects.filter { $0.nodeName == node && !$0.isBeingDeleted }
    // One eviction a second: the next budget is counted first.
    guard let pod = staying.first(where: { allowsEviction(of: $0, mirror) }) else { return }
    access.delete(.pods, pod.key, uid: pod.uid)
  }

  private func allowsEviction(of pod: SimulatedPod, _ mirror: ClusterMirror) -> Bool {
    mirror.budgets.objects.filter { $0.covers(pod) }.allSatisfy { budget in
      if !pod.isReady, budget.evictsUnhealthyAlways { return true }
      return (budget.status["disruptionsAllowed"]?.intValue ?? 0) > 0
    }
  }

  private func followLoss(
    of node: String,
    at instant: Timestamp,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    guard instant + Self.silenceTolerated <= context.now else { return }
    report(node, at: instant, &mirror, context)
    let evicts = instant + Self.evictionAfter <= context.now
    let access = context.access(as: .controllerManager)
    for index in mirror.pods.indices where mirror.pods[index].nodeName == node {
      mirror.pods[index].showLoss(at: context.now)
      if evicts {
        let pod = mirror.pods[index]
        access.delete(.pods, pod.key, uid: pod.uid, gracePeriodSeconds: 0)
      }
    }
  }

  private func report(
    _ node: String,
    at instant: Timestamp,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let key = ObjectKey(namespace: "", name: node)
    guard mirror.nodes[key]?.isReady == true else { return }
    let access = context.access(as: .controllerManager)
    guard var status = access.get(.nodes, key)?.status else { return }
    status["conditions"] = [
      [
        "type": "Ready", "status": "Unknown", "reason": "NodeStatusUnknown",
        "message": "Kubelet stopped posting node status.",
        "lastTransitionTime": .string(context.now.rfc3339),
        "lastHeartbeatTime": .string(instant.rfc3339),
      ]
    ]
    if let written = access.setStatus(.nodes, key, status) { mirror.apply(.nodes, key, written) }
  }
}
