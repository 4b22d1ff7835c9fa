import APIMachinery
import Time
import Transport

extension Cluster {
  /// Opens a watch: everything that the client missed is already in the stream when it is returned.
  ///
  /// What is wrong with the request is refused as such; what is wrong with its revision is the first event, as upstream, where the
  /// answer has begun when storage is asked.
  mutating func watch(
    _ resource: ServedResource,
    _ request: WatchRequest
  ) throws(APIStatus) -> ByteStream {
    let start = try request.revision(of: resource)
    if request.sendsInitialEvents == true, start > revision, !request.hasWaited {
      throw .tooLargeResourceVersion(start, current: revision)
    }
    let connection = WatchConnection()
    let (stream, writer) = ByteStream.make(bufferingBytes: request.bufferingBytes) {
      connection.end()
    }
    let outlet = WatchOutlet(writer, connection, disturbance: request.disturbance)
    var watch = Watch(resource, request, at: now, to: outlet)
    do throws(APIStatus) {
      try begin(&watch, request, from: start)
      watches.add(watch)
    } catch {
      watch.sendError(error, at: now)
      watch.outlet.close()
    }
    return stream
  }

  /// Writes what the client has to catch up on.
  private func begin(
    _ watch: inout Watch,
    _ request: WatchRequest,
    from start: UInt64
  ) throws(APIStatus) {
    switch (request.sendsInitialEvents, start) {
    case (true, _):
      guard start <= revision else {
        throw .tooLargeResourceVersion(start, current: revision)
      }
      sendInitialEvents(to: &watch)
      if watch.wantsBookmarks {
        watch.sendBookmark(revision: revision, endsInitialEvents: true, at: now)
      }
    case (nil, 0): sendInitialEvents(to: &watch)
    case (false, 0): watch.revision = revision
    case (false, _), (nil, _): try sendMissed(to: &watch, since: start)
    }
  }

  private func sendMissed(to watch: inout Watch, since start: UInt64) throws(APIStatus) {
    let collection = collection(watch.resource.storage)
    guard let missed = collection.changes(after: start) else {
      throw .tooOldResourceVersion(start, oldest: collection.compactedRevision)
    }
    watch.revision = start
    for change in missed {
      var lines = SharedLines()
      watch.send(change, sharing: &lines, at: now)
    }
  }

  private func sendInitialEvents(to watch: inout Watch) {
    let table = collection(watch.resource.storage).table
    for object in table.objects(in: watch.selection.namespace)
    where watch.selection.matches(object) {
      watch.sendInitial(object, at: now)
    }
    watch.revision = revision
  }
}

extension WatchRequest {
  /// The revision to continue from; 0 for none.
  fileprivate func revision(of resource: ServedResource) throws(APIStatus) -> UInt64 {
    do {
      return try UInt64(goText: resourceVersion)
    } catch {
      throw .invalid(resource, name: "", [error])
    }
  }
}
