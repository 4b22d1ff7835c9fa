package import Transport

/// Moves requests over the network with libcurl, all on one thread of its own.
///
/// Guarantees: TLS 1.2 or later; HTTP/2 with shared connections where the server offers it over
/// TLS; redirects, the environment's proxies, and credentials in URLs are not used. Keep the
/// transport for as long as its streams: letting go of it ends them. Where authorities are given, a connection on which a
/// transfer met silence serves no later one, so that a dead HTTP/2 connection does not hold up its successors.
///
/// Caveat: lists and watches that share a transport share HTTP/2 connections; a transport of its
/// own gives either its own connection.
package final class CurlTransport: HTTPTransport, Sendable {
  private let mailbox = CurlMailbox()
  private let thread: CurlThread

  /// Starts the thread; a proxy is used only when given here, as `http://proxy:3128`.
  package convenience init(
    tls: TLSOptions = TLSOptions(),
    proxy: String? = nil
  ) throws(TransferError) {
    try self.init(proxy: proxy) { tls }
  }

  /// - Parameter tls: asked for each transfer, so that a client certificate may change while we run.
  package init(
    proxy: String? = nil,
    tls: @escaping @Sendable () -> TLSOptions
  ) throws(TransferError) {
    let settings = CurlSettings(tls: tls, proxy: proxy)
    thread = try CurlThread { [mailbox] in CurlLoop.run(mailbox: mailbox, settings: settings) }
  }

  deinit {
    mailbox.close()
  }

  package func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    try await answer(to: request) { .whole($0) }
  }

  package func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    try await answer(to: request) { .streamed($0) }
  }

  /// Ends all transfers and returns when the thread is gone; requests after that fail.
  package func shutdown() async {
    mailbox.close()
    await mailbox.waitForEnd()
    thread.join()
  }

  private func answer<Answer: Sendable>(
    to request: HTTPRequest,
    _ reply: (TransferReply.Waiting<Answer>) -> TransferReply
  ) async throws(TransferError) -> Answer {
    let ticket = TransferTicket()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { waiting in
        let order = TransferOrder(request: request, ticket: ticket, reply: reply(waiting))
        if !mailbox.post(.start(order)) { order.reply.fail(.shutDown) }
      }
    } onCancel: {
      ticket.cancel()
      _ = mailbox.post(.end(ticket))
    }
    return try outcome.get()
  }
}
