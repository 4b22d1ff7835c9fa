import KubernetesClient
import Synchronization

/// Answers a plugin's command from a list, and counts how often it was started.
final class ScriptedCommands: CommandRunner {
  private struct State {
    var answers: [Result<CommandResult, CommandError>]
    var started: [Command] = []
  }

  private let state: Mutex<State>
  private let untilAnswered: (@Sendable () async -> Void)?

  /// - Parameter untilAnswered: what each run waits for before it ends.
  init(
    _ answers: [Result<CommandResult, CommandError>],
    untilAnswered: (@Sendable () async -> Void)? = nil
  ) {
    state = Mutex(State(answers: answers))
    self.untilAnswered = untilAnswered
  }

  var started: [Command] { state.withLock { $0.started } }

  func run(_ command: Command) async throws(CommandError) -> CommandResult {
    let answer = state.withLock { state -> Result<CommandResult, CommandError> in
      state.started.append(command)
      return state.answers.isEmpty ? .failure(.notFound) : state.answers.removeFirst()
    }
    await untilAnswered?()
    return try answer.get()
  }

  static func printed(_ text: String, exitCode: Int = 0, complaint: String = "")
    -> Result<CommandResult, CommandError>
  {
    .success(
      CommandResult(exitCode: exitCode, output: Array(text.utf8), complaint: complaint)
    )
  }

  static func status(_ fields: String) -> Result<CommandResult, CommandError> {
    printed(
      #"{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential","#
        + #" "status": {\#(fields)}}"#
    )
  }
}
