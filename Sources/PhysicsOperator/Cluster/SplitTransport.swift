import CurlTransport
import Transport

/// Calls and streams over connections of their own: a list must not wait behind the watches that share an HTTP/2 connection.
struct SplitTransport: HTTPTransport {
  private let calls: CurlTransport
  private let streams: CurlTransport

  init(proxy: String?, tls: @escaping @Sendable () -> TLSOptions) throws(TransferError) {
    calls = try CurlTransport(proxy: proxy, tls: tls)
    streams = try CurlTransport(proxy: proxy, tls: tls)
  }

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    try await calls.response(to: request)
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    try await streams.stream(request)
  }

  /// Ends all transfers.
  func shutdown() async {
    await calls.shutdown()
    await streams.shutdown()
  }
}
