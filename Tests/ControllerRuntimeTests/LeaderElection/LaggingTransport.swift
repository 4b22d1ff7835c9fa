import Synchronization
import Transport

/// The in-process transport behind a network that delays, loses and separates.
///
/// What has left a process goes on its way whether the process is stopped, cancelled or dead: a request lives on the network's own
/// executor. The time until the server sees it stands for the wire as well as for a process that is stopped with the bytes in hand.
final class LaggingTransport: HTTPTransport {
  /// What can happen to a request.
  struct Faults: Sendable {
    /// The longest way to the server.
    var delayMax = Duration.milliseconds(50)
    /// The share of the requests that never arrive, and of the answers that never come back.
    var loss = 0.0
    /// Nothing gets through.
    var isCut = false
    /// Requests whose path contains this are refused with 500.
    var refused: String?
    /// Watches are refused with 403.
    var forbidsStreams = false
  }

  private struct State {
    var faults = Faults()
    var generator: SeededGenerator
  }

  private struct Fate {
    let there: Duration
    let back: Duration
    let isLost: Bool
    let isAnswerLost: Bool
    let isRefused: Bool
  }

  private let inner: any HTTPTransport
  private let network: SteppingExecutor
  private let clock: VirtualClock
  private let state: Mutex<State>

  init(
    _ inner: any HTTPTransport,
    on network: SteppingExecutor,
    clock: VirtualClock,
    seed: UInt64
  ) {
    self.inner = inner
    self.network = network
    self.clock = clock
    state = Mutex(State(generator: SeededGenerator(seed: seed)))
  }

  func set(_ change: @Sendable (inout Faults) -> Void) {
    state.withLock { change(&$0.faults) }
  }

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    let fate = fate(of: request)
    let answer = Answer()
    Task(executorPreference: network) { [inner, clock] in
      try? await clock.sleep(for: fate.there)
      if fate.isLost { return }
      if fate.isRefused {
        answer.put(.success(HTTPResponse(head: HTTPResponseHead(status: 500), body: [])))
        return
      }
      guard let response = try? await inner.response(to: request), !fate.isAnswerLost else {
        return
      }
      try? await clock.sleep(for: fate.back)
      answer.put(.success(response))
    }
    guard let total = request.limits.total else { return try await answer.get() }
    let patience = Task(executorPreference: network) { [clock] in
      try? await clock.sleep(for: total)
      answer.put(.failure(.timedOut("no answer within \(total)")))
    }
    defer { patience.cancel() }
    return try await answer.get()
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    let faults = state.withLock(\.faults)
    if faults.isCut { throw .unreachable("cable pulled") }
    if faults.forbidsStreams {
      return StreamedResponse(HTTPResponse(head: HTTPResponseHead(status: 403), body: []))
    }
    return try await inner.stream(request)
  }

  private func fate(of request: HTTPRequest) -> Fate {
    state.withLock { state in
      let faults = state.faults
      let most = Int64(faults.delayMax.components.seconds * 1_000) + 50
      // Most are quick: a slow one meets others that overtake it.
      let isSlow = Int.random(in: 0..<5, using: &state.generator) == 0
      let there = Int64.random(in: 1...(isSlow ? most : 50), using: &state.generator)
      return Fate(
        there: .milliseconds(there),
        back: .milliseconds(Int64.random(in: 1...50, using: &state.generator)),
        isLost: faults.isCut || Double.random(in: 0..<1, using: &state.generator) < faults.loss,
        isAnswerLost: Double.random(in: 0..<1, using: &state.generator) < faults.loss,
        isRefused: faults.refused.map(request.target.contains) ?? false
      )
    }
  }
}

/// The place where one answer is waited for, until the waiting task is cancelled.
private final class Answer: Sendable {
  typealias Outcome = Result<HTTPResponse, TransferError>

  private struct State {
    var outcome: Outcome?
    var waiting: CheckedContinuation<Outcome, Never>?
  }

  private let state = Mutex(State())

  /// The first one counts.
  func put(_ outcome: Outcome) {
    let waiting = state.withLock { state in
      if state.outcome == nil { state.outcome = outcome }
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume(returning: outcome)
  }

  func get() async throws(TransferError) -> HTTPResponse {
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let known = state.withLock { state in
          if state.outcome == nil { state.waiting = continuation }
          return state.outcome
        }
        if let known { continuation.resume(returning: known) }
      }
    } onCancel: {
      put(.failure(.cancelled))
    }
    return try outcome.get()
  }
}
