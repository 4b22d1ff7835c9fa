package import KubernetesClient
import Subprocess
import SystemPackage
package import Time

/// Starts credential plugins as child processes.
///
/// Guarantees: a child has a session of its own, so neither a terminal to ask at nor a grandchild that outlives it; its input is
/// empty; what it prints is bounded; at the limit of its time, or when the calling task is cancelled, it is told to end and killed
/// two seconds later. No thread waits for it.
package struct ChildProcesses: CommandRunner {
  /// What is kept of standard error, for the sentence about a failure.
  private static let complaintBytesMax = 64 << 10
  private static let grace = Duration.seconds(2)

  private let clock: any WallClock

  package init(clock: any WallClock) {
    self.clock = clock
  }

  package func run(_ command: Command) async throws(CommandError) -> CommandResult {
    let outcome = await withTaskGroup(of: Result<CommandResult, CommandError>?.self) { group in
      group.addTask { await Self.result(of: command) }
      group.addTask { [clock] in
        do { try await clock.sleep(for: command.timeLimit) } catch { return nil }
        return .failure(.tooSlow(limit: command.timeLimit))
      }
      defer { group.cancelAll() }
      return await group.first { $0 != nil } ?? nil
    }
    guard !Task.isCancelled, let outcome else { throw .cancelled }
    return try outcome.get()
  }

  private static func result(of command: Command) async -> Result<CommandResult, CommandError> {
    do {
      let record = try await Subprocess.run(
        executable(command.executable),
        arguments: Arguments(command.arguments),
        environment: environment(command.environment),
        platformOptions: options,
        output: .bytes(limit: command.outputBytesMax),
        error: .string(limit: complaintBytesMax)
      )
      switch record.terminationStatus {
      case .signaled(let signal): return .failure(.killed(signal: Int(signal)))
      case .exited(let code):
        return .success(
          CommandResult(
            exitCode: Int(code),
            output: record.standardOutput,
            complaint: record.standardError
          )
        )
      }
    } catch let error as SubprocessError {
      return .failure(CommandError(error, of: command))
    } catch {
      return .failure(.notStarted(cause: "\(error)"))
    }
  }

  static func executable(_ name: String) -> Executable {
    name.contains("/") ? .path(.init(name)) : .name(name)
  }

  /// Our own, with these added.
  static func environment(_ variables: [ExecPlugin.Variable]) -> Environment {
    var values: [Environment.Key: String?] = [:]
    for variable in variables {
      guard let key = Environment.Key(rawValue: variable.name) else { continue }
      values[key] = variable.value
    }
    return .inherit.updating(values)
  }

  private static var options: PlatformOptions {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)
    ]
    return options
  }
}

extension CommandError {
  fileprivate init(_ error: SubprocessError, of command: Command) {
    switch error.code {
    case .executableNotFound: self = .notFound
    case .outputLimitExceeded: self = .tooTalkative(limitBytes: command.outputBytesMax)
    default: self = .notStarted(cause: error.underlyingError.map { "\($0)" } ?? "\(error)")
    }
  }
}
