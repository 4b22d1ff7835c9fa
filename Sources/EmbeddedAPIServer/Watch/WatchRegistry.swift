import APIMachinery
import Time

/// The open watches, in the order in which they were opened.
struct WatchRegistry: Sendable {
  private(set) var open: [Watch] = []

  mutating func add(_ watch: Watch) {
    open.append(watch)
  }

  /// Sends a change to every watch that it concerns.
  mutating func deliver(_ change: Change, of storage: StorageID, at now: Timestamp) {
    var lines = SharedLines()
    for index in open.indices where open[index].resource.storage == storage {
      open[index].send(change, sharing: &lines, at: now)
    }
  }

  /// Sends what is due and closes what has run its time; forgets watches whose reader left.
  mutating func advance(to now: Timestamp, revision: UInt64) {
    for index in open.indices where open[index].outlet.isOpen {
      open[index].advance(to: now, revision: revision)
    }
    open.removeAll { !$0.outlet.isOpen }
  }

  /// Ends the watches of a resource that is no longer served.
  mutating func close(_ storage: StorageID) {
    for watch in open where watch.resource.storage == storage { watch.outlet.close() }
    open.removeAll { $0.resource.storage == storage }
  }

  /// Ends every watch, as a restart of the server does.
  mutating func closeAll() {
    for watch in open { watch.outlet.close() }
    open = []
  }
}
