package import Time

/// Judges a revision by its pods alone; needs no metrics and is always on.
package enum PodHealth {
  /// Registries fail for moments; an image that cannot be pulled for two minutes will not be pulled.
  package static let imagePullPatience = Duration.seconds(120)

  /// The first finding against the pods of a revision; `nil` when there is none.
  package static func finding(
    on pods: [PodFact],
    since stepStart: Timestamp,
    at now: Timestamp
  ) -> Finding? {
    let staying = pods.filter { !$0.isLeaving }
    for rule in [crashLooping, invalidConfiguration, terminated(since: stepStart)] {
      if let finding = rule(staying) { return finding }
    }
    return imagePullFailed(staying, at: now)
  }

  private static func crashLooping(_ pods: [PodFact]) -> Finding? {
    pods.first { $0.waitingReason == "CrashLoopBackOff" }.map { pod in
      let cause = pod.lastTermination.map { ", last exit \($0.exitCode) (\($0.reason))" } ?? ""
      return Finding(.crashLooping, "pod \(pod.name) is in CrashLoopBackOff\(cause)")
    }
  }

  private static func invalidConfiguration(_ pods: [PodFact]) -> Finding? {
    let hopeless = ["CreateContainerConfigError", "InvalidImageName"]
    return pods.first { hopeless.contains($0.waitingReason) }.map {
      Finding(.containerConfigInvalid, "pod \($0.name) cannot start: \($0.waitingReason)")
    }
  }

  /// Two failed exits, on one pod or on two: one alone may be bad luck.
  private static func terminated(since start: Timestamp) -> ([PodFact]) -> Finding? {
    { pods in
      let failed = pods.filter { pod in
        guard let last = pod.lastTermination else { return false }
        return last.exitCode != 0 && last.at >= start
      }
      guard failed.count >= 2 || failed.contains(where: { $0.restarts >= 2 }) else { return nil }
      // Enough names to look at; a thousand would not fit into a status.
      let names = failed.prefix(5).map(\.name).joined(separator: ", ")
      return Finding(.containersTerminated, "containers ended with an error on \(names)")
    }
  }

  private static func imagePullFailed(_ pods: [PodFact], at now: Timestamp) -> Finding? {
    let failing = ["ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull"]
    let stuck = pods.first {
      failing.contains($0.waitingReason) && now >= $0.createdAt + imagePullPatience
    }
    return stuck.map {
      Finding(
        .imagePullFailed,
        "pod \($0.name) cannot pull its image for \(imagePullPatience.goDuration)"
      )
    }
  }
}
