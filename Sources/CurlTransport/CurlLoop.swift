import CCurl
import Transport

/// The loop of the curl thread: letters in, bytes moved, answers out.
struct CurlLoop: ~Copyable {
  /// How long to wait when nothing is due; letters and sockets end the wait earlier.
  private static let longestWait: Duration = .seconds(60)

  private let multi: MultiHandle
  private let mailbox: CurlMailbox
  private let settings: CurlSettings
  private var transfers: [ObjectIdentifier: Transfer] = [:]
  private var files = PEMFiles()
  /// Raised when a transfer met silence on an open connection: later ones take another connection.
  private var generation = 0

  /// Runs until the mailbox is closed; then every transfer has been answered and every handle
  /// freed.
  static func run(mailbox: CurlMailbox, settings: CurlSettings) {
    if let multi = MultiHandle() {
      var loop = CurlLoop(multi: multi, mailbox: mailbox, settings: settings)
      loop.run()
    } else {
      mailbox.close()
      refuse(mailbox.takeAll().letters)
    }
    mailbox.markEnded()
  }

  private init(multi: consuming MultiHandle, mailbox: CurlMailbox, settings: CurlSettings) {
    self.multi = multi
    self.mailbox = mailbox
    self.settings = settings
    mailbox.wakes(multiAddress: self.multi.address)
  }

  private mutating func run() {
    var isLast = false
    while !isLast {
      let delivery = mailbox.takeAll()
      isLast = delivery.isLast
      for letter in delivery.letters { open(letter) }
      multi.perform()
      answerCompleted()
      endIdle()
      if !isLast { multi.poll(atMost: timeToNextDeadline) }
    }
    mailbox.wakes(multiAddress: nil)
    for transfer in Array(transfers.values) { end(transfer, .shutDown) }
  }

  private static func refuse(_ letters: [CurlMailbox.Letter]) {
    for case .start(let order) in letters { order.reply.fail(.shutDown) }
  }
}

extension CurlLoop {
  private mutating func open(_ letter: CurlMailbox.Letter) {
    switch letter {
    case .start(let order):
      start(order)
    case .end(let ticket):
      if let transfer = transfers[ObjectIdentifier(ticket)] { end(transfer, .cancelled) }
    }
  }

  private mutating func start(_ order: TransferOrder) {
    guard !order.ticket.isCancelled else { return order.reply.fail(.cancelled) }
    guard order.request.permit?.isValid ?? true else { return order.reply.fail(.withdrawn) }
    do {
      let transfer = try Transfer(
        order,
        sink: sink(for: order),
        tls: try material(for: order.request),
        proxy: settings.proxy,
        now: .now
      )
      guard multi.add(transfer.easy) else {
        return transfer.end(.invalidRequest("libcurl does not take \(transfer.summary)"))
      }
      transfers[ObjectIdentifier(order.ticket)] = transfer
    } catch {
      order.reply.fail(error)
    }
  }

  private mutating func material(
    for request: HTTPRequest
  ) throws(TransferError) -> TLSMaterial {
    guard request.isEncrypted else { return TLSMaterial() }
    do {
      return try TLSMaterial(settings.tls(), generation: generation, from: &files)
    } catch {
      throw .tls("\(request.origin): \(error)")
    }
  }

  private func sink(for order: TransferOrder) -> any ResponseSink {
    // The answer to HEAD announces a body that does not come.
    let limitBytes = order.request.method == .head ? .max : order.request.limits.bodyBytes
    switch order.reply {
    case .whole(let waiting):
      return WholeResponseSink(waiting, limitBytes: limitBytes)
    case .streamed(let waiting):
      return StreamedResponseSink(waiting, limitBytes: limitBytes) {
        [mailbox, ticket = order.ticket] in
        _ = mailbox.post(.end(ticket))
      }
    }
  }

  private mutating func answerCompleted() {
    while let (transfer, code) = multi.nextCompletion() {
      end(transfer, transfer.failure(code, now: .now))
    }
  }

  private mutating func endIdle() {
    let now = ContinuousClock.now
    for transfer in Array(transfers.values) {
      if let deadline = transfer.idleDeadline, deadline <= now {
        end(transfer, transfer.idleFailure)
      }
    }
  }

  private mutating func end(_ transfer: Transfer, _ error: TransferError?) {
    transfers[ObjectIdentifier(transfer.ticket)] = nil
    multi.remove(transfer.easy)
    if case .timedOut = error, transfer.wasConnected, transfer.isEncrypted { generation += 1 }
    transfer.end(error)
  }

  private var timeToNextDeadline: Duration {
    let deadline = transfers.values.lazy.compactMap(\.idleDeadline).min()
    return min(deadline.map { $0 - .now } ?? Self.longestWait, Self.longestWait)
  }
}
