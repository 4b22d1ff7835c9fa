import Time

/// Which pods a smaller ReplicaSet does without, the first to go first (`ActivePodsWithRanks` of `pkg/controller`).
struct DeletionRanking: Sendable {
  let pods: [SimulatedPod]

  private struct Ranked: Sendable {
    let pod: SimulatedPod
    let crowd: Int
  }

  /// - Parameter related: the active pods that count for how crowded a node is.
  init(_ pods: [SimulatedPod], besides related: [SimulatedPod], at now: Timestamp) {
    let ranked = pods.map { pod in
      Ranked(
        pod: pod,
        crowd: related.count { $0.nodeName == pod.nodeName && !pod.nodeName.isEmpty }
      )
    }
    self.pods = ranked.sorted { Self.goesBefore($0, $1, at: now) }.map(\.pod)
  }

  /// Without a node, not running, not ready, cheap to delete, on a crowded node, ready for less long, restarted more often, younger.
  private static func goesBefore(_ left: Ranked, _ right: Ranked, at now: Timestamp) -> Bool {
    let (first, second) = (left.pod, right.pod)
    if first.nodeName.isEmpty != second.nodeName.isEmpty { return first.nodeName.isEmpty }
    if first.isRunning != second.isRunning { return second.isRunning }
    if first.isReady != second.isReady { return second.isReady }
    if first.deletionCost != second.deletionCost {
      return first.deletionCost < second.deletionCost
    }
    if left.crowd != right.crowd { return left.crowd > right.crowd }
    if let one = first.readySince, let other = second.readySince, one != other {
      return isYounger(first, since: one, second, since: other, at: now)
    }
    if first.restarts != second.restarts { return first.restarts > second.restarts }
    if first.createdAt != second.createdAt {
      return isYounger(first, since: first.createdAt, second, since: second.createdAt, at: now)
    }
    return first.key > second.key
  }

  /// Ages of one order of magnitude count as equal; then the uid decides, which is as good as chance.
  private static func isYounger(
    _ first: SimulatedPod,
    since one: Timestamp,
    _ second: SimulatedPod,
    since other: Timestamp,
    at now: Timestamp
  ) -> Bool {
    let (left, right) = (magnitude(now - one), magnitude(now - other))
    return left == right ? first.uid < second.uid : left < right
  }

  /// The binary logarithm of an age in nanoseconds, cut; -1 for no age at all.
  private static func magnitude(_ age: Duration) -> Int {
    let nanoseconds = age.components.seconds * 1_000_000_000
    return nanoseconds > 0 ? 63 - nanoseconds.leadingZeroBitCount : -1
  }
}
