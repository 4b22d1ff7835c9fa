import APIMachinery
import JSON
import Time

/// One open watch: what it selects, how it wants it, and until when.
struct Watch: Sendable {
  let resource: ServedResource
  let selection: Selection
  let form: ResponseForm
  /// Changes up to here are already known to the client.
  var revision: UInt64
  let deadline: Timestamp
  let wantsBookmarks: Bool
  var lastBookmark: Timestamp
  var outlet: WatchOutlet
  /// Whether the column definitions of a Table went out; they are sent once.
  private var hasSentColumns = false

  init(
    _ resource: ServedResource,
    _ request: WatchRequest,
    at now: Timestamp,
    to outlet: WatchOutlet
  ) {
    self.resource = resource
    self.outlet = outlet
    selection = request.selection
    form = request.form
    revision = 0
    deadline = now + request.timeout
    wantsBookmarks = request.wantsBookmarks
    lastBookmark = now
  }

  /// Sends what a change means to this watch, unless the client knows it already or it does not concern it.
  mutating func send(_ change: Change, sharing lines: inout SharedLines, at now: Timestamp) {
    guard change.revision > revision, outlet.isOpen else { return }
    revision = change.revision
    guard let kind = kind(of: change) else { return }
    let wantsColumns = !hasSentColumns && form.isTable
    hasSentColumns = true
    let line = lines.line(
      of: kind,
      in: SharedLines.Form(type: resource.type, form: form, withColumns: wantsColumns)
    ) {
      resource.presentation(
        of: kind == .deleted ? change.lastState : change.object,
        as: form,
        withColumns: wantsColumns,
        at: now
      )
    }
    outlet.send(line, at: now)
  }

  /// Sends an object as it is there at the beginning.
  mutating func sendInitial(_ object: APIObject, at now: Timestamp) {
    send(.added, object, at: now)
  }

  /// Tells how far the watch has come; `endsInitialEvents` marks the end of the state at the beginning.
  mutating func sendBookmark(
    revision: UInt64,
    endsInitialEvents: Bool = false,
    at now: Timestamp
  ) {
    var object: JSONValue = [
      "kind": .string(resource.type.kind), "apiVersion": .string(resource.type.apiVersion),
      "metadata": ["resourceVersion": .string(String(revision)), "creationTimestamp": .null],
    ]
    if endsInitialEvents {
      object["metadata"]?["annotations"] = ["k8s.io/initial-events-end": "true"]
    }
    switch form {
    case .object: outlet.send(WatchLine(.bookmark, object), at: now)
    case .table, .partialMetadata: send(.bookmark, APIObject(object), at: now)
    }
  }

  mutating func sendError(_ status: APIStatus, at now: Timestamp) {
    outlet.send(WatchLine(.error, status.json), at: now)
  }

  private mutating func send(_ kind: WatchEventKind, _ object: APIObject, at now: Timestamp) {
    let json = resource.presentation(of: object, as: form, withColumns: !hasSentColumns, at: now)
    hasSentColumns = true
    outlet.send(WatchLine(kind, json), at: now)
  }

  /// An object that leaves the selection is gone, one that enters it is new.
  private func kind(of change: Change) -> WatchEventKind? {
    let isSelected = change.kind != .deleted && selection.matches(change.object)
    let wasSelected = change.previous.map(selection.matches) ?? false
    switch (wasSelected, isSelected) {
    case (false, true): return .added
    case (true, true): return .modified
    case (true, false): return .deleted
    case (false, false): return nil
    }
  }
}

extension Watch {
  /// How often a quiet watch gets a bookmark, and how long before its end (`cacher.go`, `cache_watcher.go`).
  private static let bookmarkInterval = Duration.seconds(60)
  private static let lastBookmarkLead = Duration.seconds(2)

  /// Sends what is due by now; at the deadline the watch ends.
  mutating func advance(to now: Timestamp, revision: UInt64) {
    outlet.release(at: now)
    if wantsBookmarks, now >= nextBookmark {
      lastBookmark = now
      sendBookmark(revision: revision, at: now)
    }
    if now >= deadline { outlet.close() }
  }

  private var nextBookmark: Timestamp {
    let last = deadline - Self.lastBookmarkLead
    let regular = lastBookmark + Self.bookmarkInterval
    return last > lastBookmark ? min(regular, last) : regular
  }
}

extension Change {
  /// What a client that loses sight of the object gets: the state that it knew, at the revision of the change that took it away.
  fileprivate var lastState: APIObject {
    guard kind != .deleted, var object = previous else { return object }
    object.metadata["resourceVersion"] = .string(String(revision))
    return object
  }
}

extension ResponseForm {
  fileprivate var isTable: Bool {
    switch self {
    case .table: true
    case .object, .partialMetadata: false
    }
  }
}
