import APIMachinery

/// Keys that a worker may take now: those that somebody changed before those that are only looked at again (Q3).
///
/// At start 500 objects are all "new", and an edit by a person must not wait for them; yet nobody waits for ever: what has been in the
/// background for `ageMax` joins the others at their end.
struct DueKeys: Sendable {
  /// Long beside a pass, short beside a person's patience with an object that nobody looks at.
  static let ageMax = Duration.seconds(10)

  private var normal = KeyLine()
  private var background = KeyLine()

  var count: Int { normal.count + background.count }
  var isEmpty: Bool { normal.isEmpty && background.isEmpty }

  /// A key that waits in the background already moves up; one that waits at this level, or has aged into it, keeps its place.
  mutating func append(_ key: ObjectKey, _ priority: WorkPriority, now: Duration) {
    guard !normal.contains(key) else { return }
    switch priority {
    case .normal:
      background.remove(key)
      normal.append(key, since: now)
    case .background:
      background.append(key, since: now)
    }
  }

  mutating func next(now: Duration) -> ObjectKey? {
    while let since = background.waitsSince, now - since >= Self.ageMax {
      guard let key = background.removeFirst() else { break }
      normal.append(key, since: since)
    }
    return normal.removeFirst() ?? background.removeFirst()
  }
}
