import FoundationEssentials
import HTTPListener
import Simulation
import Time

/// A simulated cluster behind a free port of the loopback, and a folder of its own for its clients.
struct ServedCluster {
  /// Holds the kubeconfig, the clients' caches and copies of the fixtures; gone when the story is over.
  let folder: String

  /// How much faster than real time the cluster lives: pods start at once, clients wait little.
  private static let speed = 10

  static func run(_ story: @escaping @Sendable (ServedCluster) async throws -> Void) async throws {
    let start = ContinuousClock.now
    let born = Timestamp(epochSeconds: 1_767_600_000)
    let now: @Sendable () -> Timestamp = { born + (ContinuousClock.now - start) * speed }
    var settings = ClusterSettings(seed: 7)
    settings.nodeCount = 2
    settings.startUp = .seconds(2)...(.seconds(2))
    settings.imagePull = .zero ... .zero
    let cluster = SimulatedCluster(settings, now: now)
    let (ports, port) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(address: ListenAddress(), handler: cluster.server) {
      port.yield($0)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      group.addTask {
        while !Task.isCancelled {
          cluster.step(to: now())
          try await ContinuousClock().sleep(for: .milliseconds(50))
        }
      }
      for await bound in ports {
        let served = try ServedCluster(port: bound)
        defer { try? FileManager.default.removeItem(atPath: served.folder) }
        try await story(served)
        break
      }
      group.cancelAll()
    }
  }

  private init(port: Int) throws {
    let files = FileManager.default
    folder = "\(files.temporaryDirectory.path)/clients-\(UUID())"
    try files.copyItem(atPath: Fixtures.folder, toPath: folder)
    let kubeconfig = """
      apiVersion: v1
      kind: Config
      clusters: [{name: served, cluster: {server: "http://127.0.0.1:\(port)"}}]
      users: [{name: served, user: {}}]
      contexts: [{name: served, context: {cluster: served, user: served}}]
      current-context: served

      """
    try Data(kubeconfig.utf8).write(to: URL(filePath: "\(folder)/kubeconfig"))
  }

  /// Runs a command line in the folder and gives what it printed, and its exit status where that is not 0.
  func output(of command: String) async throws -> String {
    try await Shell.output(
      of: """
        cd '\(folder)' && export HOME='\(folder)' KUBECONFIG='\(folder)/kubeconfig' \
        PYTHON='\(Fixtures.python)' && { \(command)
        } 2>&1 || echo "[exit $?]"
        """
    )
  }
}
