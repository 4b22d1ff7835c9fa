import JSON
import Synchronization
package import Time

/// Credentials from a plugin, which is started when there are none that still serve.
///
/// Guarantees: one process at a time, however many requests wait for it; after a failure none for `pause`, so that a broken plugin
/// costs a sentence and not a fork for every request.
package final class ExecCredentials: CredentialProvider {
  /// client-go has no limit; a plugin that waits for somebody at a terminal would hold up every request for ever.
  static let timeLimit = Duration.seconds(60)
  static let outputBytesMax = 1 << 20

  package var source: String { plugin.source }
  private let plugin: ExecPlugin
  private let commands: any CommandRunner
  private let clock: any WallClock
  private let state = Mutex(ExecCredentialState())

  package init(plugin: ExecPlugin, commands: any CommandRunner, clock: any WallClock) {
    self.plugin = plugin
    self.commands = commands
    self.clock = clock
  }

  package func authorization() async throws(CredentialError) -> String? {
    try await credential().token.map { "Bearer \($0.value)" }
  }

  /// The certificate that the plugin printed last, for the next connection.
  package var clientCertificate: ClusterConfiguration.ClientCertificate? {
    state.withLock { $0.credential?.certificate }
  }

  package func refresh(after refused: String?) async -> Bool {
    state.withLock { $0.reject(refused, at: clock.timestamp) }
    return true
  }

  private func credential() async throws(CredentialError) -> ExecCredential {
    while true {
      guard !Task.isCancelled else { throw CredentialError("the request was cancelled") }
      switch state.withLock({ $0.next(at: clock.timestamp) }) {
      case .use(let credential): return credential
      case .fail(let error): throw error
      case .run: return try await run()
      case .wait: try await wait()?.get()
      }
    }
  }

  /// Waits for the run of another request; `nil` when that ended without a word, or just now, or when this one is cancelled.
  private func wait() async -> Result<Void, CredentialError>? {
    let ticket = state.withLock { $0.ticket() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { waiting in
        let isWaiting = state.withLock { $0.join(waiting, ticket) }
        if !isWaiting { waiting.resume(returning: nil) }
        // The handler may have run before there was anything to take back.
        if Task.isCancelled { leave(ticket) }
      }
    } onCancel: {
      leave(ticket)
    }
  }

  private func leave(_ ticket: UInt64) {
    state.withLock { $0.leave(ticket) }?.resume(returning: nil)
  }

  private func run() async throws(CredentialError) -> ExecCredential {
    let outcome: ExecCredentialState.Outcome
    do throws(CommandError) {
      let result = try await commands.run(command)
      do throws(CredentialError) {
        outcome = .credential(try credential(of: result))
      } catch {
        outcome = .failure(error)
      }
    } catch {
      outcome = error == .cancelled ? .abandoned : .failure(sentence(about: error))
    }
    let waiting = state.withLock { $0.finish(outcome, at: clock.timestamp) }
    for waiter in waiting { waiter.resume(returning: outcome.forWaiters) }
    switch outcome {
    case .credential(let credential): return credential
    case .failure(let error): throw error
    case .abandoned: throw CredentialError("the request was cancelled")
    }
  }

  private func credential(of result: CommandResult) throws(CredentialError) -> ExecCredential {
    guard result.exitCode == 0 else {
      let lines = result.complaint.split(whereSeparator: \.isNewline)
      let said = lines.last.map { ": \($0.prefix(300))" } ?? ""
      throw plugin.error("ended with exit code \(result.exitCode)\(said)")
    }
    return try ExecCredential(printed: result.output, by: plugin)
  }

  private func sentence(about error: CommandError) -> CredentialError {
    switch error {
    case .notFound: plugin.error("is not installed, not executable or not in PATH")
    case .notStarted(let cause): plugin.error("cannot be started: \(cause)")
    case .killed(let signal): plugin.error("was killed by signal \(signal)")
    case .tooSlow(let limit):
      plugin.error("gave no answer within \(limit.goDuration); it may be asking at a terminal")
    case .tooTalkative(let limit): plugin.error("printed more than \(limit) bytes")
    case .cancelled: plugin.error("was cancelled")
    }
  }

  private var command: Command {
    let info = ExecPlugin.Variable(
      name: "KUBERNETES_EXEC_INFO",
      value: plugin.executionInfo.jsonText
    )
    return Command(
      executable: plugin.command,
      arguments: plugin.arguments,
      environment: plugin.environment + [info],
      timeLimit: Self.timeLimit,
      outputBytesMax: Self.outputBytesMax
    )
  }
}
