import Synchronization
import Transport

/// The in-process transport with a network in between that can fail.
final class FaultyTransport: HTTPTransport {
  private struct State {
    var isDown = false
    var refusal: (@Sendable (HTTPRequest) -> HTTPResponse?)?
    var streams: [ByteStreamWriter] = []
    var targets: [String] = []
  }

  private let inner: any HTTPTransport
  private let executor: SteppingExecutor
  private let state = Mutex(State())

  init(_ inner: any HTTPTransport, on executor: SteppingExecutor) {
    self.inner = inner
    self.executor = executor
  }

  /// The targets of all requests so far.
  var targets: [String] { state.withLock { $0.targets } }

  /// Cuts every open stream, and the way to the server until `restore`.
  func cut() {
    let streams = state.withLock { state in
      state.isDown = true
      defer { state.streams = [] }
      return state.streams
    }
    for stream in streams { stream.finish(throwing: .interrupted("cable pulled")) }
  }

  /// Cuts every open stream, and lets no new one be opened.
  func cutStreams() {
    refuse { request in
      guard request.target.contains("watch=true") else { return nil }
      return HTTPResponse(head: HTTPResponseHead(status: 503), body: [])
    }
    let streams = state.withLock { state in
      defer { state.streams = [] }
      return state.streams
    }
    for stream in streams { stream.finish(throwing: .interrupted("cable pulled")) }
  }

  func restore() {
    state.withLock { $0.isDown = false }
  }

  /// Answers some requests in the server's stead, as a proxy or an older server would.
  func refuse(_ refusal: @escaping @Sendable (HTTPRequest) -> HTTPResponse?) {
    state.withLock { $0.refusal = refusal }
  }

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    if let refusal = try gate(request) { return refusal }
    return try await inner.response(to: request)
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    if let refusal = try gate(request) { return StreamedResponse(refusal) }
    let response = try await inner.stream(request)
    let (copy, writer) = ByteStream.make(bufferingBytes: 1 << 20, onTermination: {})
    state.withLock { $0.streams.append(writer) }
    Task(executorPreference: executor) {
      do {
        for try await piece in response.body { writer.write(piece) }
        writer.finish()
      } catch {
        writer.finish(throwing: .interrupted("\(error)"))
      }
    }
    return StreamedResponse(head: response.head, body: copy)
  }

  private func gate(_ request: HTTPRequest) throws(TransferError) -> HTTPResponse? {
    let (isDown, refusal) = state.withLock { state in
      state.targets.append(request.target)
      return (state.isDown, state.refusal)
    }
    if isDown { throw .unreachable("cable pulled") }
    return refusal?(request)
  }
}
