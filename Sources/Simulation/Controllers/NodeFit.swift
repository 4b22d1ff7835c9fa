import APIMachinery
import JSON

/// Whether a node takes a pod, and if not why, as the scheduler's filters say it.
struct NodeFit: Sendable {
  let node: NodeRecord
  let freeCores: Double
  /// Empty when the pod fits.
  let reasons: [String]
  /// Whether removing other pods would make room.
  let isPreemptible: Bool

  var isPossible: Bool { reasons.isEmpty }

  /// The first filter that refuses is the one that speaks; the resource filter names everything that is short.
  init(of pod: SimulatedPod, on node: NodeRecord, under load: NodeLoad) {
    self.node = node
    freeCores = node.cores - load.cores
    let traits = pod.traits
    let taint = node.taints.first { taint in
      taint.effect != "PreferNoSchedule" && !traits.tolerations.contains { $0.tolerates(taint) }
    }
    if node.isUnschedulable, !traits.tolerations.contains(where: { $0.tolerates(.unschedulable) }) {
      (reasons, isPreemptible) = (["node(s) were unschedulable"], false)
    } else if let taint {
      (reasons, isPreemptible) = (["node(s) had untolerated taint \(taint.shown)"], false)
    } else if !traits.nodeSelector.allSatisfy({ node.labels[$0.key] == $0.value }) {
      (reasons, isPreemptible) = (["node(s) didn't match Pod's node affinity/selector"], false)
    } else {
      let freeMemory = node.memory - load.memory
      var short: [String] = []
      if load.pods >= node.podsMax { short.append("Too many pods") }
      if freeCores < traits.requestedCores - 1e-9 { short.append("Insufficient cpu") }
      if freeMemory < traits.requestedMemory { short.append("Insufficient memory") }
      reasons = short
      isPreemptible =
        traits.requestedCores <= node.cores && traits.requestedMemory <= node.memory
    }
  }

  /// `0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: …` (`framework.FitError`).
  static func message(of fits: [NodeFit]) -> String {
    guard !fits.isEmpty else { return "no nodes available to schedule pods" }
    let head = "0/\(fits.count) nodes are available:"
    let preemption = fits.map {
      $0.isPreemptible
        ? "No preemption victims found for incoming pod"
        : "Preemption is not helpful for scheduling"
    }
    return
      "\(head) \(counted(fits.flatMap(\.reasons))). preemption: \(head) \(counted(preemption))."
  }

  private static func counted(_ reasons: [String]) -> String {
    var sorted: [String] = []
    for reason in reasons.sorted() where sorted.last != reason { sorted.append(reason) }
    return sorted.map { reason in "\(reasons.count { $0 == reason }) \(reason)" }.sorted()
      .joined(separator: ", ")
  }
}
