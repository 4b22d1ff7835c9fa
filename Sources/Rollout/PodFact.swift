package import Time

/// What a pod's status says of its containers, reduced to what health is judged on.
package struct PodFact: Hashable, Sendable {
  /// A container that ended, as far back as the status goes: the last two exits of each at most.
  package struct Exit: Hashable, Sendable {
    package let exitCode: Int
    /// When the process that ended had begun.
    package let startedAt: Timestamp?
    package let at: Timestamp
    /// The kubelet's word for it, as `Error` or `OOMKilled`.
    package let reason: String
    /// How often the same container had ended before, beyond what the status shows.
    package let earlierExits: Int

    package init(
      exitCode: Int,
      startedAt: Timestamp?,
      at: Timestamp,
      reason: String,
      earlierExits: Int = 0
    ) {
      self.exitCode = exitCode
      self.startedAt = startedAt
      self.at = at
      self.reason = reason
      self.earlierExits = earlierExits
    }

    /// `exit 1`, or `OOMKilled, exit 137`.
    var inWords: String { reason == "Error" ? "exit \(exitCode)" : "\(reason), exit \(exitCode)" }
  }

  /// A container that cannot run.
  package struct Wait: Hashable, Sendable {
    /// The kubelet's word for it, as `CrashLoopBackOff` or `ImagePullBackOff`.
    package let reason: String
    package let message: String
    /// Not after the wait began; the status does not tell exactly.
    package let since: Timestamp

    package init(_ reason: String, message: String = "", since: Timestamp) {
      self.reason = reason
      self.message = message
      self.since = since
    }
  }

  package let name: String
  package let waits: [Wait]
  package let exits: [Exit]
  /// Deleted, evicted or preempted: what happens to it says nothing of the revision.
  package let isLeaving: Bool

  package init(name: String, waits: [Wait] = [], exits: [Exit] = [], isLeaving: Bool = false) {
    self.name = name
    self.waits = waits
    self.exits = exits
    self.isLeaving = isLeaving
  }

  /// The latest exit of any container.
  var lastExit: Exit? { exits.max { $0.at < $1.at } }

  /// How often containers ended with an error at `start` or later.
  ///
  /// The status keeps few exits. Of one that it no longer shows it is known that the next process began after it: a process that began
  /// within the span, as a restart, followed another exit, and the kubelet restarts at once unless it says `CrashLoopBackOff`.
  func failedExits(since start: Timestamp) -> Int {
    let failed = exits.filter { $0.exitCode != 0 && $0.at >= start }
    return failed.reduce(0) { count, exit in
      let followsAnother = exit.earlierExits > 0 && exit.startedAt.map { $0 >= start } ?? false
      return count + (followsAnother ? 2 : 1)
    }
  }
}
