import APIMachinery
import JSON
import Time

/// Places pods on the node with the most free CPU that has room for them.
struct Scheduler: Sendable {
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed, stream: 1)
  }

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    for index in mirror.pods.indices {
      guard case .unscheduled(let refused) = mirror.pods[index].life,
        !mirror.pods[index].isBeingDeleted
      else { continue }
      if let node = node(for: mirror.pods[index].traits.requestedCores, mirror) {
        bind(index, to: node, &mirror, context)
      } else if !refused {
        mirror.pods[index].life = .unscheduled(refused: true)
        mirror.pods[index].statusIsStale = true
      }
    }
  }

  private mutating func bind(
    _ index: Int,
    to node: NodeRecord,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let key = mirror.pods[index].key
    let bound = context.access(as: .scheduler).change(.pods, key) {
      $0.json["spec"]?["nodeName"] = .string(node.key.name)
    }
    guard let bound else { return }
    mirror.apply(.pods, key, bound)
    let pull = generator.duration(in: context.settings.imagePull)
    mirror.pods[index].life = .pulling(until: context.now + pull)
    mirror.pods[index].scheduledAt = context.now
    mirror.pods[index].statusIsStale = true
  }

  /// The emptiest node that has room; the first by name among equals.
  private func node(for cores: Double, _ mirror: ClusterMirror) -> NodeRecord? {
    let candidates = mirror.nodes.objects.filter(\.takesPods).map { node in
      (node: node, free: node.cores - usedCores(of: node, mirror))
    }
    return candidates.filter { $0.free >= cores - 1e-9 }
      .max { $0.free < $1.free || ($0.free == $1.free && $0.node.key > $1.node.key) }?.node
  }

  private func usedCores(of node: NodeRecord, _ mirror: ClusterMirror) -> Double {
    mirror.pods.objects.reduce(0) { sum, pod in
      pod.nodeName == node.key.name ? sum + pod.traits.requestedCores : sum
    }
  }
}
