import CCurl
import Transport

/// One transfer under way: its handle, what has arrived, and since when nothing has.
///
/// Lives on the curl thread.
final class Transfer {
  let ticket: TransferTicket
  let request: HTTPRequest
  let startedAt: ContinuousClock.Instant
  var easy: EasyHandle
  private var sink: any ResponseSink
  private var parser = HeadParser()
  private var lastByteAt: ContinuousClock.Instant
  /// Whether the head of the answer is complete.
  private(set) var hasHead = false
  /// How often the request was about to be written to an open connection.
  private var sendings = 0
  /// Why a callback stopped the transfer; libcurl itself then only says that writing failed.
  private(set) var ownFailure: TransferError?

  init(
    _ order: TransferOrder,
    sink: any ResponseSink,
    tls: TLSMaterial,
    proxy: String?,
    now: ContinuousClock.Instant
  ) throws(TransferError) {
    ticket = order.ticket
    request = order.request
    self.sink = sink
    startedAt = now
    lastByteAt = now
    easy = try EasyHandle()
    let origin = try Origin(request.origin)
    let hostHeader = try easy.apply(tls, to: origin, target: request.target)
    try easy.apply(proxy: proxy)
    try easy.apply(request, to: origin, hostHeader: hostHeader)
    try connectCallbacks()
  }

  /// When to give up unless a byte arrives; `nil` without an idle limit.
  var idleDeadline: ContinuousClock.Instant? {
    request.limits.idle.map { lastByteAt + $0 }
  }

  /// Whether it had an open connection.
  var wasConnected: Bool { sendings > 0 }

  /// Without TLS there is no HTTP/2, and each connection serves one transfer at a time: silence on it concerns nobody else.
  var isEncrypted: Bool { request.isEncrypted }

  func end(_ error: TransferError?) {
    sink.end(error)
  }
}

extension Transfer {
  /// The transfer behind an easy handle; the loop keeps it alive for as long as the handle is in
  /// the multi handle.
  static func behind(_ easy: UnsafeMutableRawPointer) -> Transfer? {
    var context: UnsafeMutableRawPointer?
    guard unsafe ccurl_get_private(easy, &context) == CURLE_OK else { return nil }
    return unsafe context.map { unsafe at($0) }
  }

  private static func at(_ context: UnsafeMutableRawPointer) -> Transfer {
    unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  private func connectCallbacks() throws(TransferError) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    try unsafe easy.setPointer(CURLOPT_PRIVATE, context)
    try unsafe easy.setPointer(CURLOPT_HEADERDATA, context)
    try unsafe easy.setPointer(CURLOPT_WRITEDATA, context)
    try unsafe easy.setReceiver(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      unsafe Transfer.receive(bytes, size * count, context) {
        transfer,
        line throws(TransferError) in
        try transfer.receiveHeader(line)
      }
    }
    try unsafe easy.setReceiver(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      unsafe Transfer.receive(bytes, size * count, context) {
        transfer,
        piece throws(TransferError) in
        try transfer.sink.take(piece)
      }
    }
    try unsafe keepGate(context)
  }

  private func keepGate(_ context: UnsafeMutableRawPointer) throws(TransferError) {
    try unsafe easy.setPointer(CURLOPT_PREREQDATA, context)
    try unsafe easy.setGatekeeper { context, _, _, _, _ in
      guard let context = unsafe context else { return CInt(CURL_PREREQFUNC_ABORT) }
      let transfer = unsafe Transfer.at(context)
      transfer.ownFailure = transfer.reasonNotToSend()
      return CInt(transfer.ownFailure == nil ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT)
    }
  }

  /// Asked when the connection is there and the very next thing is to write the request to its socket.
  ///
  /// Name look-up, connecting and the TLS handshake may have taken seconds, so the permit is asked for once more. And when a
  /// connection that served before breaks without an answer, libcurl sends the request again over another one: good for a read,
  /// but a write may have been done.
  private func reasonNotToSend() -> TransferError? {
    sendings += 1
    if sendings > 1, request.method.isMutating {
      return .interrupted("\(summary): the server closed the connection without an answer")
    }
    return request.permit?.isValid ?? true ? nil : .withdrawn
  }

  /// Copies the bytes for `take`; any answer but `count` makes libcurl end the transfer.
  private static func receive(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?,
    _ take: (Transfer, [UInt8]) throws(TransferError) -> Void
  ) -> Int {
    guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
    let transfer = unsafe at(context)
    transfer.lastByteAt = .now
    let copy = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
    do {
      try take(transfer, copy)
      return count
    } catch {
      transfer.ownFailure = error
      return count == 0 ? 1 : 0
    }
  }

  private func receiveHeader(_ line: [UInt8]) throws(TransferError) {
    guard let head = try parser.take(line) else { return }
    hasHead = true
    try sink.take(head)
  }
}

extension HTTPRequest {
  var isEncrypted: Bool { origin.lowercased().hasPrefix("https:") }
}
