package import APIMachinery
package import KubernetesClient

/// How a copy of a collection is brought up to date and kept so: which request comes next, and what each event means.
///
/// Guarantees (R1-R9): the copy is replaced as a whole, never half; it does not go back in time, except where the server itself forgot
/// its versions; no answer of the server ends the work, it only changes the next step. Times are distances from any fixed start.
package struct ReflectorState: Sendable {
  /// What to do next.
  package enum Step: Hashable, Sendable {
    case wait(Duration)
    case list(ListOptions)
    case watch(WatchOptions)
  }

  /// What an event of the open watch asks for.
  package enum Reaction: Hashable, Sendable {
    /// Put it into the temporary copy, or take it out.
    case stage(WatchEvent)
    /// The temporary copy is complete: it becomes the copy.
    case publishStaged(resourceVersion: String)
    /// Change the copy.
    case apply(WatchEvent)
    /// The copy is good up to a newer version; nothing in it changes.
    case advance
    /// Close the watch and ask for the next step.
    case closeWatch(APIStatus)
  }

  private enum Phase: Hashable {
    /// The whole collection must be read.
    case syncing
    /// It is being read page by page.
    case paging(ListOptions)
    /// The copy is complete as of `resourceVersion`.
    case following
  }

  /// How long we ask the server to hold a watch open, drawn anew for each.
  ///
  /// A constant would make all watches reconnect together. The client gives up 5 s after the drawn time without a byte.
  package static let watchTimeout: ClosedRange<Int64> = 300...600
  /// client-go's page size: 500 Deployments are about 0.7 MB.
  package static let pageLimit = 500
  /// A watch that ends sooner, without an event, is a refusal in disguise (R9).
  package static let shortestWatch: Duration = .seconds(1)
  /// After so many streams without the end mark, the server is taken not to send initial events at all.
  package static let unfinishedStreamsMax = 2
  /// The server's internal errors are waited out at the same version for so long; then the collection is read anew (R7).
  package static let internalErrorsMax: Duration = .seconds(30)

  private var phase: Phase = .syncing
  /// Where the copy stands; empty before the first complete read.
  package private(set) var resourceVersion = ""
  /// The next list must read from storage, because the server does not have `resourceVersion` (R3).
  private var versionIsUnavailable = false
  private var streamsInitialEvents = true
  private var unfinishedStreams = 0
  private var firstInternalError: Duration?
  private var backOff = BackOff()
  private var delay: Duration?

  package init() {}

  /// The next step; asking for it again before reporting its outcome gives an equal one, but for the drawn time-out.
  package mutating func next(using generator: inout some RandomNumberGenerator) -> Step {
    if let delay {
      self.delay = nil
      return .wait(delay)
    }
    switch phase {
    case .syncing where streamsInitialEvents:
      return .watch(
        watch(from: versionIsUnavailable ? "" : resourceVersion, initial: true, &generator)
      )
    case .syncing: return .list(firstPage)
    case .paging(let options): return .list(options)
    case .following: return .watch(watch(from: resourceVersion, initial: false, &generator))
    }
  }

  /// A page of the list that the last step asked for; returns whether it was the last one.
  package mutating func listed(_ page: ObjectList) -> Bool {
    guard let token = page.continueToken else {
      follow(from: page.resourceVersion)
      return true
    }
    phase = .paging(ListOptions(limit: Self.pageLimit, continueToken: token))
    return false
  }

  package mutating func received(_ event: WatchEvent) -> Reaction {
    switch (phase, event) {
    case (_, .error(let status)):
      return .closeWatch(status)
    case (.following, .added(let object)), (.following, .modified(let object)),
      (.following, .deleted(let object)):
      resourceVersion = object.resourceVersion
      return .apply(event)
    case (.following, .bookmark(let version, _)):
      resourceVersion = version
      return .advance
    case (.syncing, .bookmark(let version, endsInitialEvents: true)),
      (.paging, .bookmark(let version, endsInitialEvents: true)):
      follow(from: version)
      return .publishStaged(resourceVersion: version)
    case (.syncing, .bookmark), (.paging, .bookmark):
      return .advance
    case (.syncing, _), (.paging, _):
      return .stage(event)
    }
  }

  /// A gateway that says "in an hour" must not leave us blind for an hour.
  static let retryAfterMax = Duration.seconds(60)

  /// A list or a watch was refused, or a stream broke or ended with an error event.
  package mutating func failed(
    _ error: APIError,
    now: Duration,
    using generator: inout some RandomNumberGenerator
  ) {
    let asked = min(error.retryAfter ?? .zero, Self.retryAfterMax)
    delay = backOff.next(now: now, atLeast: asked, using: &generator)
    switch phase {
    case .syncing where streamsInitialEvents: initialStreamFailed(error)
    case .syncing, .paging: listFailed(error)
    case .following: watchFailed(error, now: now)
    }
  }

  /// A stream came to its end without an error.
  package mutating func ended(
    afterEvents events: Int,
    lasting: Duration,
    now: Duration,
    using generator: inout some RandomNumberGenerator
  ) {
    switch phase {
    case .syncing, .paging:
      countUnfinishedStream()
      delay = backOff.next(now: now, using: &generator)
    case .following where events == 0 && lasting < Self.shortestWatch:
      delay = backOff.next(now: now, using: &generator)
    case .following:
      firstInternalError = nil
    }
  }
}

extension ReflectorState {
  /// R3, R4: whatever the server has in its cache at first, never older than the copy later; pages only where storage is read.
  private var firstPage: ListOptions {
    if versionIsUnavailable { return ListOptions(limit: Self.pageLimit) }
    if resourceVersion.isEmpty { return ListOptions(limit: Self.pageLimit, resourceVersion: "0") }
    return ListOptions(resourceVersion: resourceVersion)
  }

  private func watch(
    from version: String,
    initial: Bool,
    _ generator: inout some RandomNumberGenerator
  ) -> WatchOptions {
    WatchOptions(
      resourceVersion: version,
      sendsInitialEvents: initial,
      timeout: .seconds(Int64.random(in: Self.watchTimeout, using: &generator))
    )
  }

  private mutating func follow(from version: String) {
    phase = .following
    resourceVersion = version
    versionIsUnavailable = false
    unfinishedStreams = 0
    firstInternalError = nil
  }

  /// R3: what another try will not change means that the server cannot stream initial events.
  ///
  /// 500 is among them: API servers on an etcd without progress notifications answer `RequestWatchProgress is disabled`.
  private mutating func initialStreamFailed(_ error: APIError) {
    if error.isExpired || error.isResourceVersionTooLarge {
      versionIsUnavailable = true
    } else if let code = error.statusCode, [400, 405, 406, 415, 422, 500, 501].contains(code) {
      streamsInitialEvents = false
      delay = nil
    } else if error.isTooMuch {
      // More at once than the mailbox holds: page by page, each only when the one before is read.
      streamsInitialEvents = false
      versionIsUnavailable = true
    } else if error.isTimedOut {
      countUnfinishedStream()
    }
  }

  private mutating func countUnfinishedStream() {
    unfinishedStreams += 1
    if unfinishedStreams >= Self.unfinishedStreamsMax { streamsInitialEvents = false }
  }

  /// R4: an expired page token means one complete list; an unavailable version means storage (R3).
  ///
  /// So does a list that is too long for one answer, because only storage is read page by page. A page that is refused for good means the
  /// first one again.
  private mutating func listFailed(_ error: APIError) {
    let isExpired = error.isExpired
    if case .paging(let options) = phase, options.continueToken != nil, isExpired {
      phase = .paging(ListOptions())
      delay = nil
    } else if isExpired || error.isResourceVersionTooLarge || error.isTooMuch {
      phase = .syncing
      versionIsUnavailable = true
    } else if case .paging = phase, !error.isRetriable {
      phase = .syncing
    }
  }

  /// What the watch would meet again at the same version, or could not keep up with, means the collection as it is now.
  private mutating func watchFailed(_ error: APIError, now: Duration) {
    if error.isExpired || error.isMalformed || error.isTooMuch {
      phase = .syncing
    } else if error.statusCode == 500 {
      let first = firstInternalError ?? now
      firstInternalError = first
      if now - first >= Self.internalErrorsMax { phase = .syncing }
    } else if let code = error.statusCode, [400, 404, 422].contains(code) {
      phase = .syncing
    }
  }
}
