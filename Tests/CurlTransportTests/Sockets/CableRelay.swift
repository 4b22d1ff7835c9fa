import Glibc

/// The loop of a faulty cable: takes connections, moves bytes, does the damage.
struct CableRelay {
  private struct Link {
    let client: CInt
    let server: CInt
    var fault: FaultyCable.Fault?
    var isSilent = false
    var isOver = false
  }

  private static let pieceBytes = 16 << 10

  let listening: CInt
  let bell: CInt
  private var links: [Link] = []

  init(listening: CInt, bell: CInt) {
    self.listening = listening
    self.bell = bell
  }

  /// Waits for something to do and does it; `false` once the cable is stopped.
  mutating func turn(following orders: (_ accepting: Bool) -> FaultyCable.Orders) -> Bool {
    var polled = [listening, bell].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    for link in links {
      polled.append(pollfd(fd: link.client, events: Int16(POLLIN), revents: 0))
      polled.append(pollfd(fd: link.isSilent ? -1 : link.server, events: Int16(POLLIN), revents: 0))
    }
    let count = nfds_t(polled.count)
    guard unsafe poll(&polled, count, -1) > 0 else { return true }
    if polled[1].revents != 0 {
      var rings = [UInt8](repeating: 0, count: 64)
      unsafe read(bell, &rings, rings.count)
    }
    let present = orders(false)
    for index in links.indices {
      if polled[2 * index + 2].revents != 0 { moveFromClient(index) }
      if polled[2 * index + 3].revents != 0 { moveFromServer(index) }
    }
    if present.isCut || present.isStopped { for index in links.indices { end(index) } }
    links.removeAll { $0.isOver }
    if present.isStopped { return false }
    if polled[0].revents != 0 { accept(orders(true)) }
    return true
  }

  private mutating func accept(_ orders: FaultyCable.Orders) {
    guard let client = LoopbackSocket.accepted(from: listening) else { return }
    guard let server = LoopbackSocket.connected(to: orders.upstream) else {
      close(client)
      return
    }
    links.append(Link(client: client, server: server, fault: orders.plan(orders.connections)))
    damageIfDue(links.count - 1)
    links.removeAll { $0.isOver }
  }

  private mutating func moveFromClient(_ index: Int) {
    guard !links[index].isOver else { return }
    let piece = LoopbackSocket.receive(from: links[index].client, atMost: Self.pieceBytes)
    let isMoved = links[index].isSilent || LoopbackSocket.send(piece, to: links[index].server)
    if piece.isEmpty || !isMoved { end(index) }
  }

  private mutating func moveFromServer(_ index: Int) {
    guard !links[index].isOver, !links[index].isSilent else { return }
    let limit = min(links[index].fault?.afterBytes ?? Self.pieceBytes, Self.pieceBytes)
    let piece = LoopbackSocket.receive(from: links[index].server, atMost: limit)
    guard !piece.isEmpty, LoopbackSocket.send(piece, to: links[index].client) else {
      return end(index)
    }
    guard let fault = links[index].fault else { return }
    links[index].fault = .init(damage: fault.damage, afterBytes: fault.afterBytes - piece.count)
    damageIfDue(index)
  }

  private mutating func damageIfDue(_ index: Int) {
    guard let fault = links[index].fault, fault.afterBytes <= 0 else { return }
    switch fault.damage {
    case .close: end(index)
    case .reset:
      LoopbackSocket.resetOnClose(links[index].client)
      end(index)
    case .silence: links[index].isSilent = true
    }
  }

  private mutating func end(_ index: Int) {
    guard !links[index].isOver else { return }
    close(links[index].client)
    close(links[index].server)
    links[index].isOver = true
  }
}
