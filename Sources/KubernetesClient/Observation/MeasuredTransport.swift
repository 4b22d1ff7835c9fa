package import Transport

/// Counts what passes, and how long answers take.
package struct MeasuredTransport: HTTPTransport {
  private let base: any HTTPTransport
  private let statistics: RequestStatistics
  private let elapsed: @Sendable () -> Duration

  /// - Parameter elapsed: time since any fixed start.
  package init(
    _ base: any HTTPTransport,
    into statistics: RequestStatistics,
    elapsed: @escaping @Sendable () -> Duration
  ) {
    self.base = base
    self.statistics = statistics
    self.elapsed = elapsed
  }

  package func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    let start = elapsed()
    do throws(TransferError) {
      let response = try await base.response(to: request)
      statistics.note(request.method, code: response.head.status, lasting: elapsed() - start)
      return response
    } catch {
      note(error, request, lasting: elapsed() - start)
      throw error
    }
  }

  /// A stream is counted when its head is there; how long it stays open says nothing about the server.
  package func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    do throws(TransferError) {
      let response = try await base.stream(request)
      statistics.note(request.method, code: response.head.status)
      return response
    } catch {
      note(error, request, lasting: nil)
      throw error
    }
  }

  /// What never left the process was no request.
  private func note(_ error: TransferError, _ request: HTTPRequest, lasting duration: Duration?) {
    guard error != .withdrawn else { return }
    statistics.note(request.method, code: nil, lasting: duration)
  }
}
