import Transport

/// A request on its way to the curl thread.
struct TransferOrder: Sendable {
  let request: HTTPRequest
  let ticket: TransferTicket
  let reply: TransferReply
}
