import APIMachinery
import JSON
import Time

/// Runs the pods of all nodes: pulls images, starts, probes and restarts processes, ends pods, and reports their status.
struct Kubelet: Sendable {
  /// The wait before the second and later restarts, doubled each time (`pkg/kubelet`, MaxContainerBackOff).
  private static let firstBackOff = Duration.seconds(10)
  private static let longestBackOff = Duration.seconds(300)
  /// After a failed pull the kubelet says ErrImagePull, and ImagePullBackOff from here on.
  private static let pullBackOff = Duration.seconds(10)

  /// What every image weighs; only a sentence of an event shows it.
  private static let imageBytes = 187_654_321

  private var generator: SeededGenerator
  private var addresses = 0

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed, stream: 2)
  }

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    var finished: [SimulatedPod] = []
    for index in mirror.pods.indices {
      advance(&mirror.pods[index], &mirror.events, context)
      if let deletion = mirror.pods[index].deletion, deletion.goneAt <= context.now {
        finished.append(mirror.pods[index])
      } else if mirror.pods[index].statusIsStale {
        report(index, &mirror, context)
      }
    }
    for pod in finished {
      context.access(as: .kubelet).delete(.pods, pod.key, uid: pod.uid, gracePeriodSeconds: 0)
    }
  }

  private mutating func advance(
    _ pod: inout SimulatedPod,
    _ events: inout EventLog,
    _ context: StepContext
  ) {
    let now = context.now
    if pod.noteDeletion(shutDown: context.settings.shutDown), pod.life.startedAt != nil {
      pod.tellContainers(.normal, "Killing", in: &events) { "Stopping container \($0.name)" }
    }
    switch pod.life {
    case .unscheduled, .lost:
      break
    case .pulling(let until) where until <= now:
      finishPull(&pod, &events, context)
    case .pullFailed(let backsOff, let until) where !backsOff && until <= now:
      pod.enter(.pullFailed(backsOff: true, until: until), at: now)
      pod.tellPullBackOff(in: &events)
    case .starting(let since, let readyAt):
      if endsByItself(pod, at: now) {
        crash(&pod, &events, at: now)
      } else if let readyAt, readyAt <= now, pod.deletion == nil {
        pod.enter(.ready(since: now, startedAt: pod.life.startedAt ?? now), at: now)
      } else if pod.deletion == nil, pod.fails(probeAfter: now - since) {
        pod.tellUnhealthy(in: &events)
      }
    case .ready:
      if endsByItself(pod, at: now) { crash(&pod, &events, at: now) }
    case .crashed(let until, _) where until <= now && pod.deletion == nil:
      pod.restarts += 1
      pod.tellContainers(.normal, "Pulled", in: &events) {
        "Container image \"\($0.image)\" already present on machine"
      }
      start(&pod, &events, context)
    case .pulling, .pullFailed, .crashed:
      break
    }
  }

  private mutating func finishPull(
    _ pod: inout SimulatedPod,
    _ events: inout EventLog,
    _ context: StepContext
  ) {
    let now = context.now
    guard pod.traits.behavior != .unpullable else {
      pod.enter(.pullFailed(backsOff: false, until: now + Self.pullBackOff), at: now)
      return pod.tellPullFailure(in: &events)
    }
    pod.ip = nextAddress()
    let took = "\((now - (pod.scheduledAt ?? now)).components.seconds)s"
    pod.tellContainers(.normal, "Pulled", in: &events) {
      "Successfully pulled image \"\($0.image)\" in \(took) (\(took) including waiting)."
        + " Image size: \(Self.imageBytes) bytes."
    }
    start(&pod, &events, context)
  }

  private mutating func start(
    _ pod: inout SimulatedPod,
    _ events: inout EventLog,
    _ context: StepContext
  ) {
    let startUp = generator.duration(in: context.settings.startUp)
    let readyAt = pod.traits.behavior.becomesReady ? context.now + startUp : nil
    pod.counters.restart()
    pod.enter(.starting(since: context.now, readyAt: readyAt), at: context.now)
    pod.tellContainers(.normal, "Created", in: &events) { "Created container: \($0.name)" }
    pod.tellContainers(.normal, "Started", in: &events) { "Started container \($0.name)" }
  }

  private func endsByItself(_ pod: SimulatedPod, at now: Timestamp) -> Bool {
    guard let crash = pod.traits.behavior.crash, let startedAt = pod.life.startedAt,
      pod.deletion == nil
    else { return false }
    return startedAt + crash.after <= now
  }

  private func crash(
    _ pod: inout SimulatedPod,
    _ events: inout EventLog,
    at now: Timestamp
  ) {
    let crash = pod.traits.behavior.crash
    pod.end(exitCode: crash?.exitCode ?? 1, reason: crash?.reason ?? "Error", at: now)
    let doublings = min(max(0, pod.restarts - 1), 5)
    let backOff = min(Self.firstBackOff * (1 << doublings), Self.longestBackOff)
    // The first restart comes at once, as the real kubelet does it.
    let isFirst = pod.restarts == 0
    pod.backOff = backOff
    pod.enter(
      .crashed(until: now + (isFirst ? .seconds(1) : backOff), backsOff: !isFirst),
      at: now
    )
    if !isFirst { pod.tellBackOff(in: &events) }
  }

  private mutating func nextAddress() -> String {
    addresses += 1
    return "10.244.\(addresses / 250 % 250).\(addresses % 250 + 1)"
  }

  private func report(_ index: Int, _ mirror: inout ClusterMirror, _ context: StepContext) {
    let node = mirror.nodes[ObjectKey(namespace: "", name: mirror.pods[index].nodeName)]
    mirror.pods[index].hostAddress = node?.address
    let pod = mirror.pods[index]
    let access = context.access(as: .kubelet)
    guard let object = access.get(.pods, pod.key), object.uid == pod.uid else { return }
    let status = PodStatusReport(pod, of: object).json
    guard status != object.status else {
      mirror.pods[index].statusIsStale = false
      return
    }
    guard let written = access.setStatus(.pods, pod.key, status) else { return }
    mirror.apply(.pods, pod.key, written)
    mirror.pods[index].statusIsStale = false
  }
}
