package import APIMachinery

/// Which owners' last writes the copies do not show yet: the whole logic of the gate, without a clock or a lock (Q5).
///
/// Times are distances from any fixed start.
package struct WriteGateState: Sendable {
  /// A copy that is longer behind is in trouble, and passes go on with what is known.
  ///
  /// A bad canary must not keep its traffic because a watch hangs. Between an ordinary write and its event passes a tenth of this at the
  /// very most.
  package static let patience: Duration = .seconds(2)
  /// The first look again; each next one after as much time as has passed.
  package static let pauseMin: Duration = .milliseconds(5)

  private struct Mark: Sendable {
    var version: String
    var since: Duration
  }

  private let patience: Duration
  private var marks: [ObjectKey: [ResourceType: Mark]] = [:]

  package init(patience: Duration = WriteGateState.patience) {
    self.patience = patience
  }

  /// Owners that are waited for.
  package var count: Int { marks.count }

  /// Notes a version that a write for an owner was answered with; versions are compared within one type only (R12).
  package mutating func record(
    _ type: ResourceType,
    _ version: String,
    for owner: ObjectKey,
    now: Duration
  ) {
    guard ResourceVersion.isValid(version) else { return }
    if let known = marks[owner]?[type], ResourceVersion.isAtLeast(known.version, version) ?? false {
      return
    }
    marks[owner, default: [:]][type] = Mark(version: version, since: now)
  }

  /// How long to wait before the owner's copies are asked again; `nil` when they show all that was written for it.
  ///
  /// - Parameter seen: the version up to which the copy of a type shows everything; bookmarks count. A type without a copy (`nil`) is
  ///   not waited for.
  package mutating func pause(
    before owner: ObjectKey,
    now: Duration,
    seen: (ResourceType) -> String?
  ) -> Duration? {
    let unseen = (marks[owner] ?? [:]).filter { type, mark in
      guard let version = seen(type) else { return false }
      let isSeen = ResourceVersion.isAtLeast(version, mark.version) ?? false
      return !isSeen && now - mark.since < patience
    }
    marks[owner] = unseen.isEmpty ? nil : unseen
    guard let since = unseen.values.map(\.since).min() else { return nil }
    return min(max(now - since, Self.pauseMin), since + patience - now)
  }

  /// The owner is gone, and nobody waits for it.
  package mutating func forget(_ owner: ObjectKey) {
    marks[owner] = nil
  }
}
