import FoundationEssentials
import Testing

/// The real `kubectl`, asked from a folder of its own.
struct Kubectl {
  /// Debian's package `kubernetes-client`, or any other kubectl on the path.
  static let isInstalled: Bool = {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/kubectl") }
  }()

  struct Outcome {
    let exitCode: Int
    /// Both streams together.
    let output: String
  }

  let origin: String

  /// Runs to the end without holding a thread of the tests: the server needs them.
  func run(_ arguments: String) async throws -> Outcome {
    let folder = "\(FileManager.default.temporaryDirectory.path)/kubectl-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let process = try BackgroundProcess(
      in: folder,
      log: "output",
      "{ HOME=. KUBECONFIG=none kubectl --server=\(origin) \(arguments); echo $? >unfinished; "
        + "mv unfinished code; }"
    )
    for _ in 0..<3_000 {
      if let code = try? String(contentsOfFile: "\(folder)/code", encoding: .utf8) {
        let output = try String(contentsOfFile: "\(folder)/output", encoding: .utf8)
        return Outcome(exitCode: Int(code.dropLast()) ?? -1, output: output)
      }
      try await ContinuousClock().sleep(for: .milliseconds(20))
    }
    process.stop()
    throw TookTooLong(arguments: arguments)
  }

  struct TookTooLong: Error {
    let arguments: String
  }
}
