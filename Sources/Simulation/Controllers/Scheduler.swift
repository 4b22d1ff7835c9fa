import APIMachinery
import JSON
import Time

/// Places pods on the node with the most free CPU that has room for them and that they put up with.
struct Scheduler: Sendable {
  private var generator: SeededGenerator
  /// What pods and nodes were like when everything had been placed that could be.
  private var seenVersion: UInt64?

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed, stream: 1)
  }

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    guard mirror.version(of: .pods, .nodes) != seenVersion else { return }
    seenVersion = mirror.version(of: .pods, .nodes)
    var loads: [String: NodeLoad]?
    for index in mirror.pods.indices {
      guard case .unscheduled = mirror.pods[index].life, !mirror.pods[index].isBeingDeleted else {
        continue
      }
      let pod = mirror.pods[index]
      if !pod.nodeName.isEmpty {
        begin(index, &mirror, context)
        continue
      }
      let known = loads ?? NodeLoad.byNode(mirror.pods.objects)
      loads = known
      let fits = mirror.nodes.objects.map {
        NodeFit(of: pod, on: $0, under: known[$0.key.name] ?? NodeLoad())
      }
      let best = fits.filter(\.isPossible)
        .max {
          $0.freeCores < $1.freeCores || ($0.freeCores == $1.freeCores && $0.node.key > $1.node.key)
        }
      if let best {
        bind(index, to: best.node, &mirror, context)
        loads?[best.node.key.name, default: NodeLoad()].add(pod)
      } else {
        refuse(index, NodeFit.message(of: fits), &mirror)
      }
    }
  }

  private func refuse(_ index: Int, _ message: String, _ mirror: inout ClusterMirror) {
    guard mirror.pods[index].refusal != message else { return }
    mirror.pods[index].refusal = message
    mirror.pods[index].statusIsStale = true
    mirror.events.note(
      .warning,
      "FailedScheduling",
      message,
      about: mirror.pods[index].subject,
      by: .scheduler
    )
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
    guard let bound else {
      // The API server was in trouble: at the next step once more.
      seenVersion = nil
      return
    }
    mirror.apply(.pods, key, bound)
    mirror.events.note(
      .normal,
      "Scheduled",
      "Successfully assigned \(key.namespace)/\(key.name) to \(node.key.name)",
      about: mirror.pods[index].subject,
      by: .binder
    )
    begin(index, &mirror, context)
  }

  /// The node's kubelet takes the pod over, whoever bound it.
  private mutating func begin(
    _ index: Int,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let pull = generator.duration(in: context.settings.imagePull)
    mirror.pods[index].life = .pulling(until: context.now + pull)
    mirror.pods[index].scheduledAt = context.now
    mirror.pods[index].statusIsStale = true
    mirror.pods[index].tellContainers(.normal, "Pulling", in: &mirror.events) {
      "Pulling image \"\($0.image)\""
    }
  }
}
