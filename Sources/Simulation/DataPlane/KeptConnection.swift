import Time

/// A connection that a user keeps: all of its requests reach one pod, whatever weights and endpoints say by now.
struct KeptConnection: Hashable, Sendable {
  let endpoint: SliceRecord.Endpoint
  let closesAt: Timestamp

  /// Whether user or pod have closed it in good order; a pod does so when it is told to end and has time for it.
  func isClosed(at now: Timestamp, pods: Registry<SimulatedPod>) -> Bool {
    if closesAt <= now { return true }
    guard let index = pods.index(of: endpoint.pod), pods[index].uid == endpoint.uid,
      let deletion = pods[index].deletion
    else { return false }
    return deletion.signalledAt <= now && deletion.signalledAt < deletion.goneAt
  }
}
