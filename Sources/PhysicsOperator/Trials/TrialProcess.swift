import ChildProcess
import KubernetesClient
import Synchronization

/// The operator on trial as a process that is started and killed, again and again.
final class TrialProcess: Sendable {
  private struct State {
    var task: Task<Void, Never>?
    var ending: Result<LoggedProgram.Ending, CommandError>?
  }

  private let state = Mutex(State())

  /// How it ended by itself; `nil` while it runs.
  var ending: Result<LoggedProgram.Ending, CommandError>? { state.withLock(\.ending) }

  /// Assumes that no other one runs.
  func start(_ program: LoggedProgram) {
    state.withLock { state in
      state.ending = nil
      state.task = Task { await self.run(program) }
    }
  }

  private func run(_ program: LoggedProgram) async {
    let ending: Result<LoggedProgram.Ending, CommandError>
    do { ending = .success(try await program.run()) } catch { ending = .failure(error) }
    state.withLock { $0.ending = ending }
  }

  /// Kills it with all that it has started; returns when it is gone.
  func kill() async {
    let task = state.withLock { state in
      defer { state.task = nil }
      return state.task
    }
    task?.cancel()
    await task?.value
  }
}
