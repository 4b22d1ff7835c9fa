import APIMachinery
import JSON
import Time

/// Drains and losses of nodes, as a person or an accident causes them, and what the node controllers make of them.
struct NodeLifecycle: Sendable {
  /// How long a silent node's pods count as ready (node-monitor-grace-period).
  private static let silenceTolerated = Duration.seconds(40)

  private var drained: [String] = []
  private var lost: [(name: String, at: Timestamp)] = []
  private var seenVersion: UInt64?

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
    guard mirror.version(of: .nodes, .pods) != seenVersion else { return }
    seenVersion = mirror.version(of: .nodes, .pods)
    for node in mirror.nodes.objects { keepCordonTaint(of: node, &mirror, context) }
    collectStrays(&mirror, context)
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
    // One eviction a second: the next budget is counted first.
    for pod in mirror.pods.objects where pod.nodeName == node && !pod.isBeingDeleted {
      if access.evict(pod.key, uid: pod.uid) { return }
    }
  }

  private func followLoss(
    of node: String,
    at instant: Timestamp,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let noticed = instant + Self.silenceTolerated
    guard noticed <= context.now else { return }
    let key = ObjectKey(namespace: "", name: node)
    if mirror.nodes[key]?.isReady == true { report(key, silentSince: instant, &mirror, context) }
    for index in mirror.pods.indices where mirror.pods[index].nodeName == node {
      if case .lost(_, .some) = mirror.pods[index].life {
        mirror.pods[index].showLoss(at: context.now)
        let subject = mirror.pods[index].subject
        mirror.events.note(
          .warning,
          "NodeNotReady",
          "Node is not ready",
          about: subject,
          by: .nodes
        )
      }
      let pod = mirror.pods[index]
      if !pod.isBeingDeleted, pod.leavesUnreachableNode(taintedAt: noticed, at: context.now) {
        evict(pod, &mirror, context)
      }
    }
  }

  /// Nobody is there to end the pod: it stays in its deletion until the node is back or removed.
  private func evict(
    _ pod: SimulatedPod,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    mirror.events.note(
      .normal,
      "TaintManagerEviction",
      "Marking for deletion Pod \(pod.key.namespace)/\(pod.key.name)",
      about: pod.subject,
      by: .taints
    )
    disrupt(
      pod,
      "DeletionByTaintManager",
      "Taint manager: deleting due to NoExecute taint",
      gracePeriodSeconds: nil,
      context
    )
  }

  private func disrupt(
    _ pod: SimulatedPod,
    _ reason: String,
    _ message: String,
    gracePeriodSeconds: Int?,
    _ context: StepContext
  ) {
    let access = context.access(as: .controllerManager)
    _ = access.changeStatus(.pods, pod.key) {
      $0.addDisruption(reason: reason, message: message, at: context.now)
    }
    access.delete(.pods, pod.key, uid: pod.uid, gracePeriodSeconds: gracePeriodSeconds)
  }

  private func report(
    _ key: ObjectKey,
    silentSince instant: Timestamp,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let access = context.access(as: .controllerManager)
    guard var status = access.get(.nodes, key)?.status else { return }
    let conditions = status["conditions"]?.arrayValue ?? []
    status["conditions"] = .array(
      conditions.map { $0.unknown(at: context.now, heartbeat: instant) }
    )
    if let written = access.setStatus(.nodes, key, status) { mirror.apply(.nodes, key, written) }
    let tainted = access.change(.nodes, key) { node in
      for taint in NodeTaint.unreachable { node.add(taint, at: context.now) }
    }
    if let tainted { mirror.apply(.nodes, key, tainted) }
    mirror.events.note(
      .normal,
      "NodeNotReady",
      "Node \(key.name) status is now: NodeNotReady",
      about: EventSubject(type: .nodes, key: key, uid: key.name),
      by: .nodes
    )
  }

  /// A cordoned node bears a taint as long as it is one.
  private func keepCordonTaint(
    of node: NodeRecord,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let isTainted = node.taints.contains(.unschedulable)
    guard node.isUnschedulable != isTainted else { return }
    let changed = context.access(as: .controllerManager).change(.nodes, node.key) { object in
      if isTainted {
        object.remove(.unschedulable)
      } else {
        object.add(.unschedulable, at: context.now)
      }
    }
    if let changed { mirror.apply(.nodes, node.key, changed) }
  }

  /// Pods of nodes that no longer exist go without grace (`podgc`).
  private func collectStrays(_ mirror: inout ClusterMirror, _ context: StepContext) {
    for pod in mirror.pods.objects where !pod.nodeName.isEmpty {
      guard mirror.nodes[ObjectKey(namespace: "", name: pod.nodeName)] == nil else { continue }
      let message = "PodGC: node no longer exists"
      disrupt(pod, "DeletionByPodGC", message, gracePeriodSeconds: 0, context)
    }
  }
}

extension SimulatedPod {
  /// Whether an unreachable node's taint has driven the pod out by now: at once without a toleration, or when its time is over.
  fileprivate func leavesUnreachableNode(taintedAt: Timestamp, at now: Timestamp) -> Bool {
    let taint = NodeTaint.unreachable[1]
    let matching = traits.tolerations.filter { $0.tolerates(taint) }
    guard !matching.isEmpty else { return true }
    guard let shortest = matching.compactMap(\.period).min() else { return false }
    return taintedAt + shortest <= now
  }
}

extension JSONValue {
  /// A node condition after the kubelet fell silent.
  fileprivate func unknown(at now: Timestamp, heartbeat: Timestamp) -> JSONValue {
    var condition = self
    condition["status"] = "Unknown"
    condition["reason"] = "NodeStatusUnknown"
    condition["message"] = "Kubelet stopped posting node status."
    condition["lastTransitionTime"] = .string(now.rfc3339)
    condition["lastHeartbeatTime"] = .string(heartbeat.rfc3339)
    return condition
  }
}

extension APIObject {
  fileprivate mutating func add(_ taint: NodeTaint, at now: Timestamp) {
    var spec = self.spec
    let entry: JSONValue = [
      "key": .string(taint.key), "effect": .string(taint.effect),
      "timeAdded": .string(now.rfc3339),
    ]
    spec["taints"] = .array((spec["taints"]?.arrayValue ?? []) + [entry])
    json["spec"] = spec
  }

  fileprivate mutating func remove(_ taint: NodeTaint) {
    var spec = self.spec
    let rest = (spec["taints"]?.arrayValue ?? []).filter { NodeTaint(json: $0) != taint }
    spec["taints"] = rest.isEmpty ? nil : .array(rest)
    json["spec"] = spec
  }

  fileprivate mutating func addDisruption(reason: String, message: String, at now: Timestamp) {
    var conditions = (status["conditions"]?.arrayValue ?? []).filter {
      $0["type"] != "DisruptionTarget"
    }
    conditions.append([
      "type": "DisruptionTarget", "status": "True", "reason": .string(reason),
      "message": .string(message), "lastTransitionTime": .string(now.rfc3339),
    ])
    json["status"]?["conditions"] = .array(conditions)
  }
}
