import Synchronization
import Transport

/// A server that takes its time with every write, or takes it and never answers.
final class HeldWrites: HTTPHandler {
  private let base: any HTTPHandler
  private let hold: Duration?
  private let counts = Mutex((begun: 0, ended: 0))

  /// - Parameter hold: how long a write takes; `nil` for ever.
  init(_ base: any HTTPHandler, for hold: Duration?) {
    self.base = base
    self.hold = hold
  }

  /// Writes that arrived.
  var begun: Int { counts.withLock { $0.begun } }
  /// Writes that were answered.
  var ended: Int { counts.withLock { $0.ended } }

  func respond(to request: HTTPRequest) async -> StreamedResponse {
    guard request.method.isMutating else { return await base.respond(to: request) }
    counts.withLock { $0.begun += 1 }
    do {
      try await ContinuousClock().sleep(for: hold ?? .seconds(3_600))
    } catch {
      return .reset
    }
    let response = await base.respond(to: request)
    counts.withLock { $0.ended += 1 }
    return response
  }
}
