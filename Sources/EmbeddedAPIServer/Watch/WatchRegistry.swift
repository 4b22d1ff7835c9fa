import APIMachinery
import JSON
import Time
import Transport

/// The open watches, in the order in which they were opened.
struct WatchRegistry: Sendable {
  /// How often a quiet watch gets a bookmark; the real server's is about a minute.
  static let bookmarkInterval = Duration.seconds(60)

  private(set) var open: [Watch] = []

  mutating func add(_ watch: Watch) {
    open.append(watch)
  }

  /// Sends a change to every watch that it concerns.
  mutating func deliver(_ change: Change, of storage: StorageID, at now: Timestamp) {
    for index in open.indices where open[index].resource.storage == storage {
      open[index].send(change, at: now)
    }
  }

  /// Sends the bookmarks that are due and closes what has run its time; forgets watches whose reader left.
  mutating func advance(to now: Timestamp, revision: UInt64) {
    for index in open.indices where open[index].connection.isOpen {
      open[index].advance(to: now, revision: revision)
    }
    open.removeAll { !$0.connection.isOpen }
  }

  /// Ends the watches of a resource that is no longer served.
  mutating func close(_ storage: StorageID) {
    for watch in open where watch.resource.storage == storage { watch.close() }
    open.removeAll { $0.resource.storage == storage }
  }

  /// Ends every watch, as a restart of the server does.
  mutating func closeAll() {
    for watch in open { watch.close() }
    open = []
  }
}

extension Watch {
  mutating func send(_ change: Change, at now: Timestamp) {
    guard change.revision > revision, connection.isOpen else { return }
    revision = change.revision
    guard let event = event(for: change) else { return }
    send(event.kind, event.object, at: now)
  }

  mutating func send(_ kind: WatchEventKind, _ object: APIObject, at now: Timestamp) {
    write(kind, resource.presentation(of: object, as: form, withColumns: !hasSentColumns, at: now))
    hasSentColumns = true
  }

  /// Tells how far the watch has come; `annotation` marks the end of the initial events.
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
    case .object: write(.bookmark, object)
    case .table, .partialMetadata: send(.bookmark, APIObject(object), at: now)
    }
  }

  func sendError(_ status: APIStatus) {
    write(.error, status.json)
  }

  mutating func advance(to now: Timestamp, revision: UInt64) {
    if now >= deadline {
      if wantsBookmarks { sendBookmark(revision: revision, at: now) }
      return close()
    }
    guard wantsBookmarks, now - lastBookmark >= WatchRegistry.bookmarkInterval else { return }
    lastBookmark = now
    sendBookmark(revision: revision, at: now)
  }

  func close() {
    connection.end()
    writer.finish()
  }

  private func write(_ kind: WatchEventKind, _ object: JSONValue) {
    let event: JSONValue = ["type": .string(kind.rawValue), "object": object]
    if !writer.write(event.jsonBytes + [0x0A]) { connection.end() }
  }
}
