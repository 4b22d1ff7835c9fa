import Glibc
import Synchronization
import Testing

/// A cable between the clients and the server of a test that fails as the test says, connection by connection.
final class FaultyCable: Sendable {
  enum Damage: Sendable, CaseIterable {
    /// Both ends see the end of the connection.
    case close
    /// The client sees a reset.
    case reset
    /// Nothing moves any more, and nobody is told.
    case silence
  }

  /// What happens to a connection once so many bytes have come from the server.
  struct Fault: Sendable {
    let damage: Damage
    let afterBytes: Int
  }

  /// The fault of a connection by its number, which begins with 1; `nil` for none.
  typealias Plan = @Sendable (_ number: Int) -> Fault?

  struct Orders: Sendable {
    var upstream: Int
    var plan: Plan
    var connections = 0
    var isCut = false
    var isStopped = false
  }

  let port: Int
  private let listening: CInt
  /// A pipe, so that an order ends the relay's waiting.
  private let bell: (read: CInt, write: CInt)
  private let orders: Mutex<Orders>
  private let thread: Mutex<BackgroundThread?>

  init(to upstream: Int, plan: @escaping Plan = { _ in nil }) throws {
    (listening, port) = try LoopbackSocket.listening()
    var ends: [CInt] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    bell = (ends[0], ends[1])
    orders = Mutex(Orders(upstream: upstream, plan: plan))
    thread = Mutex(nil)
    let thread = try BackgroundThread { [self] in
      var relay = CableRelay(listening: listening, bell: bell.read)
      while relay.turn(following: { self.takeOrders(accepting: $0) }) {}
    }
    self.thread.withLock { $0 = thread }
  }

  /// How many connections there were so far.
  var connections: Int { orders.withLock { $0.connections } }

  /// Breaks every open connection.
  func cut() {
    order { $0.isCut = true }
  }

  /// Leads new connections to another port, and breaks the open ones.
  func replug(to upstream: Int) {
    order {
      $0.upstream = upstream
      $0.isCut = true
    }
  }

  /// Lets the connections from now on be.
  func repair() {
    order { $0.plan = { _ in nil } }
  }

  func stop() {
    order { $0.isStopped = true }
    thread.withLock { $0 }?.join()
    close(listening)
    close(bell.read)
    close(bell.write)
  }

  private func order(_ change: (inout Orders) -> Void) {
    orders.withLock { change(&$0) }
    unsafe write(bell.write, [UInt8(1)], 1)
  }

  private func takeOrders(accepting isNew: Bool) -> Orders {
    orders.withLock { orders in
      defer { if !isNew { orders.isCut = false } }
      if isNew { orders.connections += 1 }
      return orders
    }
  }
}
