import Glibc
import Loopback

/// The operator as a process that we started and end by its id.
struct OperatorProcess {
  let identifier: pid_t

  init(_ settings: Settings) throws(BenchmarkError) {
    // As manifests/operator does.
    _ = unsafe setenv("MALLOC_ARENA_MAX", "1", 1)
    let arguments = [
      settings.program, "run", "--kubeconfig", settings.kubeconfig, "--namespace", "default",
      "--listen", "127.0.0.1:0", "--log-level", "error",
    ]
    var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer { unsafe pointers.forEach { unsafe free($0) } }
    var identifier: pid_t = 0
    let status = unsafe posix_spawn(&identifier, settings.program, nil, nil, &pointers, environ)
    guard status == 0 else { throw BenchmarkError("\(settings.program) cannot be started") }
    self.identifier = identifier
  }

  func usage() throws(BenchmarkError) -> ProcessUsage { try ProcessUsage(of: Int(identifier)) }

  func stop() {
    kill(identifier, SIGTERM)
    var status: CInt = 0
    _ = unsafe waitpid(identifier, &status, 0)
  }
}
