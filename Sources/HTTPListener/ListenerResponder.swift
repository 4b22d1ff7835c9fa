import Glibc
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import Transport

/// Turns a request of the wire into one of ours, and our answer into bytes on the wire.
struct ListenerResponder: Sendable {
  let handler: any HTTPHandler
  let bodyLimitBytes: Int

  @concurrent
  func respond(
    to request: Request,
    through writer: consuming ResponseWriter,
    on connection: Connection
  ) async throws {
    var request = request
    let response = await answer(to: &request, on: connection)
    guard !response.isReset else { return try await connection.channel.reset() }
    if let body = response.body.whole {
      try await send(response.head, body, to: request.method, through: writer)
    } else if request.method == .head {
      try await send(response.head, [], to: request.method, through: writer)
    } else {
      try await stream(response, answering: request, through: writer, on: connection.channel)
    }
  }

  private func answer(
    to request: inout Request,
    on connection: Connection
  ) async -> StreamedResponse {
    guard let method = Transport.HTTPRequest.Method(rawValue: request.method.rawValue) else {
      return .refusal(status: 405, "the method \(request.method.rawValue) is not served\n")
    }
    do {
      let body = try await request.collectBody(upTo: bodyLimitBytes)
      return await handler.respond(
        to: Transport.HTTPRequest(
          request.head,
          method: method,
          body: Array(body.readableBytesView),
          scheme: connection.scheme,
          from: try await connection.client()
        )
      )
    } catch is NIOTooManyBytesError {
      return .refusal(status: 413, "the request body is larger than \(bodyLimitBytes) bytes\n")
    } catch {
      return .refusal(status: 400, "the request body cannot be read\n")
    }
  }
}

extension ListenerResponder {
  /// Sends a whole body with its length in one write.
  @concurrent
  private func send(
    _ head: HTTPResponseHead,
    _ body: [UInt8],
    to method: HTTPTypes.HTTPRequest.Method,
    through writer: consuming ResponseWriter
  ) async throws {
    var fields = HTTPFields(head.headers)
    fields[.contentLength] = "\(body.count)"
    if head.status == 413 { fields[.connection] = "close" }
    try await writer.write(
      response: HTTPResponse(status: HTTPResponse.Status(code: head.status), headerFields: fields),
      body: method == .head ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: body))
    )
  }

  /// Sends a body in chunks as they come; the connection is used up, for it has been watched for
  /// its closing.
  @concurrent
  private func stream(
    _ response: StreamedResponse,
    answering request: Request,
    through writer: consuming ResponseWriter,
    on channel: any Channel
  ) async throws {
    var fields = HTTPFields(response.head.headers)
    fields[.connection] = "close"
    let head = HTTPResponse(
      status: HTTPResponse.Status(code: response.head.status),
      headerFields: fields
    )
    let bodyWriter = try await writer.writeHead(head)
    try await request.body.consumeWithCancellationOnInboundClose { _ in
      try await Self.write(response.body, through: bodyWriter, on: channel)
    }
  }

  /// Ends the chunks properly when we are stopped, and breaks off in mid-body when the source of
  /// the body failed.
  ///
  /// A cancelled task can write no more through its writer, so its last chunk goes straight to the
  /// channel; with it a client may ask again at once, where a torn connection would be an error.
  @concurrent
  private static func write(
    _ body: ByteStream,
    through writer: consuming any ResponseBodyWriter,
    on channel: any Channel
  ) async throws {
    do {
      for try await piece in body { try await writer.write(ByteBuffer(bytes: piece)) }
    } catch TransferError.cancelled {
      return try await channel.writeAndFlush(HTTPResponsePart.end(nil)).get()
    }
    try await writer.finish(nil)
  }
}

extension Channel {
  /// Breaks the connection: without lingering, closing a TCP socket sends a reset.
  fileprivate func reset() async throws {
    if let options = self as? any SocketOptionProvider {
      try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    try await close().get()
  }
}
