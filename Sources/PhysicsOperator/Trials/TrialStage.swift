import ChildProcess
import HTTPListener
import KubernetesClient
import Simulation
import Synchronization
import Time

/// A fresh cluster behind a port of its own, and the operator's process before it.
final class TrialStage: Sendable {
  private struct Life {
    /// Counted from 1.
    var number = 0
    var start = Timestamp(epochSeconds: 0)
    var startedAt = ContinuousClock.now
    /// Requests of those before it.
    var requestsBefore = 0
  }

  let settings: TrialSettings
  let cluster: TrialCluster
  let process = TrialProcess()
  private let name: String
  private let life = Mutex(Life())
  private let origin = Mutex("")

  /// How often the cluster lives and somebody looks whether all is over.
  private static let period = Duration.milliseconds(100)
  /// As a kubelet waits before it starts a container again.
  private static let pause = Duration.seconds(1)

  private init(_ settings: TrialSettings, name: String) {
    self.settings = settings
    self.name = name
    cluster = TrialCluster(
      settings.cluster,
      clock: FastClock(speed: settings.speed),
      namespace: settings.namespace,
      streamsLists: settings.streamsLists
    )
  }

  /// Plays a story with the objects of `--apply` in place; in the end nothing of it is left but logs.
  static func open<Result: Sendable>(
    _ settings: TrialSettings,
    name: String,
    _ story: @escaping @Sendable (TrialStage) async throws -> Result
  ) async throws -> Result {
    let stage = TrialStage(settings, name: name)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      let (ports, port) = AsyncStream<Int>.makeStream()
      let listener = HTTPListener(address: ListenAddress(), handler: stage.cluster.handler) {
        port.yield($0)
      }
      group.addTask {
        defer { port.finish() }
        try await listener.run()
      }
      guard let bound = await ports.first(where: { _ in true }) else {
        try await group.waitForAll()
        throw CancellationError()
      }
      try stage.settleIn(port: bound)
      group.addTask { await stage.live() }
      do {
        let result = try await story(stage)
        await stage.process.kill()
        return result
      } catch {
        await stage.process.kill()
        throw error
      }
    }
  }

  private func settleIn(port: Int) throws {
    let origin = "http://127.0.0.1:\(port)"
    self.origin.withLock { $0 = origin }
    let kubeconfig = ServedKubeconfig(
      server: origin,
      authority: nil,
      token: nil,
      namespace: settings.namespace
    )
    try Files.writePrivately(kubeconfig.text, to: kubeconfigPath)
    try cluster.apply(settings.base)
    for load in settings.loads {
      cluster.send(requestsPerSecond: load.requestsPerSecond, to: load.application)
    }
  }

  private func live() async {
    while !Task.isCancelled {
      cluster.step()
      do { try await Task.sleep(for: Self.period) } catch { return }
    }
  }

  private var kubeconfigPath: String { "\(settings.folder)/\(name).kubeconfig" }

  // MARK: - The operator

  var server: String { origin.withLock { $0 } }
  var lives: Int { life.withLock(\.number) }
  var log: String { "\(settings.folder)/\(name)-life\(lives).log" }

  /// Begins its next life.
  func start() {
    let requests = cluster.ledger.requests
    life.withLock { life in
      life.number += 1
      life.start = cluster.now
      life.startedAt = .now
      life.requestsBefore = requests
    }
    let path = kubeconfigPath
    process.start(
      LoggedProgram(
        settings.words.map { $0.replacing("{kubeconfig}", with: path) },
        environment: [.init(name: "KUBECONFIG", value: path)],
        log: log
      )
    )
  }

  /// Ends its life as a power cut does, and waits as a kubelet does.
  func kill() async throws {
    await process.kill()
    try await Task.sleep(for: Self.pause)
    await cluster.bury()
  }

  func tick() async throws {
    try await Task.sleep(for: Self.period)
  }

  /// Whether this life has sent a request.
  var isConnected: Bool { cluster.ledger.requests > life.withLock(\.requestsBefore) }

  /// Whether this life should have sent one by now.
  var isLate: Bool {
    !isConnected && ContinuousClock.now - life.withLock(\.startedAt) > settings.connectWithin
  }

  /// Whether nothing that counts has been written for so long, in this life and since an instant.
  func isQuiet(for length: Duration, since instant: Timestamp) -> Bool {
    let begun = max(life.withLock(\.start), instant)
    let last = max(cluster.ledger.unrest?.at ?? begun, begun)
    return isConnected && cluster.now - last >= length
  }
}
