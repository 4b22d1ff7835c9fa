package import Time

/// Judges a revision by its pods alone; needs no metrics and is always on.
package enum PodHealth {
  /// Registries fail for moments; an image that cannot be pulled for two minutes will not be pulled.
  package static let imagePullPatience = Duration.seconds(120)

  /// The first finding against the pods of a revision; `nil` when there is none.
  ///
  /// - Parameter start: when the present stop was entered; what ended before it belongs to another stop.
  package static func finding(
    on pods: [PodFact],
    since start: Timestamp,
    at now: Timestamp
  ) -> Finding? {
    let staying = pods.filter { !$0.isLeaving }
    return crashLooping(staying) ?? hopeless(staying) ?? terminated(staying, since: start)
      ?? imagePullFailed(staying, at: now)
  }

  private static func crashLooping(_ pods: [PodFact]) -> Finding? {
    waiting(pods) { $0.reason == "CrashLoopBackOff" }.map { pod, _ in
      let cause = pod.lastExit.map { ", last exit \($0.exitCode) (\($0.reason))" } ?? ""
      return Finding(.crashLooping, "pod \(pod.name) is in CrashLoopBackOff\(cause)")
    }
  }

  /// What no waiting mends.
  private static func hopeless(_ pods: [PodFact]) -> Finding? {
    let reasons: [String: Finding.Reason] = [
      "CreateContainerConfigError": .containerConfigInvalid, "InvalidImageName": .imageNameInvalid,
    ]
    return waiting(pods) { reasons[$0.reason] != nil }.map { pod, wait in
      Finding(
        reasons[wait.reason] ?? .containerConfigInvalid,
        "pod \(pod.name) cannot start: \(wait.inWords)"
      )
    }
  }

  /// Two failed exits, on one pod or on two: one alone may be bad luck.
  private static func terminated(_ pods: [PodFact], since start: Timestamp) -> Finding? {
    let failed = pods.filter { $0.failedExits(since: start) > 0 }
    guard failed.reduce(0, { $0 + $1.failedExits(since: start) }) >= 2 else { return nil }
    // Enough names to look at; a thousand would not fit into a status.
    let names = failed.prefix(5).map { pod in
      "\(pod.name)\(pod.lastFailure(since: start).map { " (\($0.inWords))" } ?? "")"
    }
    return Finding(
      .containersTerminated,
      "containers ended with an error on \(names.joined(separator: ", "))"
    )
  }

  private static func imagePullFailed(_ pods: [PodFact], at now: Timestamp) -> Finding? {
    let failing = ["ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull"]
    let stuck = waiting(pods) {
      failing.contains($0.reason) && now >= $0.since + imagePullPatience
    }
    return stuck.map { pod, wait in
      Finding(
        .imagePullFailed,
        "pod \(pod.name) cannot pull its image for \(imagePullPatience.goDuration): \(wait.inWords)"
      )
    }
  }

  private static func waiting(
    _ pods: [PodFact],
    where matches: (PodFact.Wait) -> Bool
  ) -> (PodFact, PodFact.Wait)? {
    for pod in pods {
      if let wait = pod.waits.first(where: matches) { return (pod, wait) }
    }
    return nil
  }
}

extension PodFact {
  fileprivate func lastFailure(since start: Timestamp) -> Exit? {
    exits.filter { $0.exitCode != 0 && $0.at >= start }.max { $0.at < $1.at }
  }
}

extension PodFact.Wait {
  /// The kubelet's words, of which the first name the image or the ConfigMap.
  fileprivate var inWords: String {
    message.isEmpty ? reason : "\(reason): \(message.prefix(200))"
  }
}
