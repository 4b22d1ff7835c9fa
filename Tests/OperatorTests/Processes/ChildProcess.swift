import FoundationEssentials
import Glibc
import Synchronization
import Testing

/// A program of ours as a process of its own, with no signal blocked and its log in a file.
@safe
final class ChildProcess: Sendable {
  /// The operator as it was built beside these tests; absent when only a part of the package was built.
  static let operatorPath: String? = {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = own.map { $0.split(separator: "/").dropLast() } ?? []
    let path = "/" + folder.joined(separator: "/") + "/physics-operator"
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()

  let logPath: String
  private let process: pid_t
  /// As `waitpid` gave it, once.
  private let status = Mutex<CInt?>(nil)

  init(_ path: String, _ arguments: [String], environment: [String: String], log: String) throws {
    logPath = log
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    let pairs = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var variables = unsafe pairs.map { unsafe strdup($0) } + [nil]
    defer { unsafe (words + variables).forEach { unsafe free($0) } }
    var process: pid_t = 0
    let failure = unsafe posix_spawn(&process, path, &actions, &attributes, &words, &variables)
    try #require(failure == 0, "\(path) does not start: errno \(failure)")
    self.process = process
  }

  deinit {
    let isRunning = status.withLock { $0 == nil }
    guard isRunning else { return }
    kill(process, SIGKILL)
    _ = waitpid(process, nil, 0)
  }

  func send(_ signal: CInt) {
    status.withLock { status in if status == nil { kill(process, signal) } }
  }

  /// The exit code once it has ended, 128 and the signal when that ended it; `nil` while it runs.
  var exitCode: CInt? {
    status.withLock { known in
      var status: CInt = 0
      if known == nil, unsafe waitpid(process, &status, WNOHANG) == process { known = status }
      return known.map { $0 & 0x7f == 0 ? ($0 >> 8) & 0xff : 128 + ($0 & 0x7f) }
    }
  }

  var log: String {
    (try? Data(contentsOf: URL(filePath: logPath))).map { String(decoding: $0, as: UTF8.self) }
      ?? ""
  }
}
