import Loopback

/// Arrays cannot hold what cannot be copied; boxes can be held.
typealias Writers = Connections<HTTPConnection>
typealias Watchers = Connections<Watcher>

struct Connections<Connection: ~Copyable> {
  private final class Box {
    var connection: Connection

    init(_ connection: consuming Connection) {
      self.connection = connection
    }
  }

  private var boxes: [Box] = []

  var count: Int { boxes.count }

  mutating func append(_ connection: consuming Connection) {
    boxes.append(Box(connection))
  }

  subscript(index: Int) -> Connection {
    _read { yield boxes[index].connection }
    _modify { yield &boxes[index].connection }
  }
}
