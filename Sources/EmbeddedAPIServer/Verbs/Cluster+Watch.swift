import APIMachinery
import Time
import Transport

extension Cluster {
  /// Opens a watch: everything that the client missed is already in the stream when it is returned.
  mutating func watch(
    _ resource: ServedResource,
    _ request: WatchRequest
  ) throws(APIStatus) -> ByteStream {
    try request.check()
    let start = try ListRequest(resourceVersion: request.resourceVersion).revision ?? 0
    let connection = WatchConnection()
    let (stream, writer) = ByteStream.make(bufferingBytes: request.bufferingBytes) {
      connection.end()
    }
    var watch = Watch(
      resource: resource,
      selection: request.selection,
      form: request.form,
      revision: start,
      deadline: now + request.timeout,
      wantsBookmarks: request.wantsBookmarks,
      lastBookmark: now,
      writer: writer,
      connection: connection
    )
    if begin(&watch, request, from: start) { watches.add(watch) }
    return stream
  }

  /// Writes what the client has to catch up on; `false` when the watch ended with an error instead.
  private func begin(_ watch: inout Watch, _ request: WatchRequest, from start: UInt64) -> Bool {
    let sendsState = request.sendsInitialEvents ?? (start == 0)
    if sendsState {
      sendInitialEvents(to: &watch, endingWithBookmark: request.sendsInitialEvents == true)
      return true
    }
    let collection = collection(watch.resource.storage)
    guard start > 0 else {
      watch.revision = revision
      return true
    }
    guard let missed = collection.changes(after: start) else {
      watch.sendError(.tooOldResourceVersion(start, oldest: collection.compactedRevision))
      watch.close()
      return false
    }
    for change in missed { watch.send(change, at: now) }
    return true
  }

  private func sendInitialEvents(to watch: inout Watch, endingWithBookmark: Bool) {
    let table = collection(watch.resource.storage).table
    for object in table.objects(in: watch.selection.namespace)
    where watch.selection.matches(object) {
      watch.send(.added, object, at: now)
    }
    watch.revision = revision
    if endingWithBookmark, watch.wantsBookmarks {
      watch.sendBookmark(revision: revision, endsInitialEvents: true, at: now)
    }
  }
}

extension WatchRequest {
  fileprivate func check() throws(APIStatus) {
    let path: FieldPath = "resourceVersionMatch"
    switch (sendsInitialEvents, match) {
    case (nil, nil), (.some, .notOlderThan): return
    case (.some, _):
      throw .invalidListOptions(
        .forbidden(
          path,
          "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
        )
      )
    case (nil, .some):
      throw .invalidListOptions(
        .forbidden(
          path,
          "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"
        )
      )
    }
  }
}
