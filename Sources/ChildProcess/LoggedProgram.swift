import Glibc
package import KubernetesClient
import Subprocess
import SystemPackage

/// A program that runs until its caller has had enough, with everything that it prints in a file.
///
/// Guarantees: it has a session of its own, and its input is empty. When the calling task is cancelled, it and all its children are
/// killed at once, without a word: a power cut, not a request. Children that outlive it are killed as well.
package struct LoggedProgram: Sendable {
  package enum Ending: Hashable, Sendable, CustomStringConvertible {
    case exited(code: Int)
    case killed(signal: Int)

    package var description: String {
      switch self {
      case .exited(let code): "exit code \(code)"
      case .killed(let signal): "signal \(signal)"
      }
    }
  }

  private let words: [String]
  private let environment: [ExecPlugin.Variable]
  private let log: String

  /// - Parameters:
  ///   - words: a name to look for in `PATH` or a path, and the arguments.
  ///   - environment: what is added to our own.
  ///   - log: the path of a file that is begun anew.
  package init(_ words: [String], environment: [ExecPlugin.Variable], log: String) {
    self.words = words
    self.environment = environment
    self.log = log
  }

  /// Returns when it has ended.
  package func run() async throws(CommandError) -> Ending {
    guard let name = words.first else { throw .notFound }
    do {
      let file = try FileDescriptor.open(
        FilePath(log),
        .writeOnly,
        options: [.create, .truncate],
        permissions: .ownerReadWrite
      )
      defer { try? file.close() }
      let record = try await Subprocess.run(
        ChildProcesses.executable(name),
        arguments: Arguments(Array(words.dropFirst())),
        environment: ChildProcesses.environment(environment),
        platformOptions: Self.options,
        output: .fileDescriptor(file, closeAfterSpawningProcess: false),
        error: .combinedWithOutput
      )
      Self.killOrphans(of: record.processIdentifier)
      guard !Task.isCancelled else { throw CommandError.cancelled }
      switch record.terminationStatus {
      case .exited(let code): return .exited(code: Int(code))
      case .signaled(let signal): return .killed(signal: Int(signal))
      }
    } catch let error as CommandError {
      throw error
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .notFound
    } catch {
      throw Task.isCancelled ? .cancelled : .notStarted(cause: "\(error)")
    }
  }

  /// Its group bears its number as long as somebody is left in it.
  private static func killOrphans(of leader: ProcessIdentifier) {
    _ = kill(-leader.value, SIGKILL)
  }

  private static var options: PlatformOptions {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]
    return options
  }
}
