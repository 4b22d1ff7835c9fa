import APIMachinery
import CurlTransport
import EmbeddedAPIServer
import FoundationEssentials
import Glibc
import HTTPListener
import JSON
import PhysicsResources
import Simulation
import Synchronization
import Testing
import Time

/// A cluster behind a listener, somebody who disturbs it without end, and operators as processes that put it right.
final class OperatorFleet: Sendable {
  struct TookTooLong: Error, CustomStringConvertible {
    let description: String
  }

  private struct State {
    var members: [String: ChildProcess] = [:]
    var starts = 0
  }

  let accepted: AcceptedWrites
  let cluster: SimulatedCluster
  private let now: @Sendable () -> Timestamp
  private let folder: String
  private let state = Mutex(State())

  private static let isStandard =
    ProcessInfo.processInfo.environment["LEASE_TIMINGS"] == "standard"

  /// How long a stopped process stays so.
  var stop: Duration { Self.isStandard ? .seconds(40) : .seconds(6) }

  private init() throws {
    let accepted = AcceptedWrites()
    self.accepted = accepted
    let start = ContinuousClock.now
    let born = Timestamp(epochSeconds: 1_767_600_000)
    let now: @Sendable () -> Timestamp = { born + (ContinuousClock.now - start) }
    self.now = now
    cluster = SimulatedCluster(
      ClusterSettings(seed: 7),
      now: now,
      configuration: EmbeddedAPIServer.Configuration(
        installsGatewayAPI: true,
        onWrite: { accepted.note($0) },
        onRequest: { accepted.note($0) }
      )
    )
    folder = "\(FileManager.default.temporaryDirectory.path)/operators-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let objects = cluster.server.objects
    try objects.create(
      .customResourceDefinitions,
      APIObject(CustomResourceDefinition.physicsAPI)
    )
    try objects.create(.physicsAPIs, DemoManifest(tag: "v1.0.0").object())
  }

  static func run(_ story: @escaping @Sendable (OperatorFleet) async throws -> Void) async throws {
    let fleet = try OperatorFleet()
    let (ports, port) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(address: ListenAddress(), handler: fleet.cluster.server) {
      port.yield($0)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      for await bound in ports {
        try fleet.writeKubeconfig(port: bound)
        break
      }
      group.addTask { await fleet.live() }
      do {
        try await story(fleet)
      } catch {
        fleet.killAll()
        throw error
      }
      fleet.killAll()
      group.cancelAll()
    }
    try FileManager.default.removeItem(atPath: fleet.folder)
  }

  /// Starts one more operator and returns its name.
  func start() throws -> String {
    let path = try #require(ChildProcess.operatorPath)
    let name = state.withLock { state in
      state.starts += 1
      return "op-\(state.starts)"
    }
    let timings = Self.isStandard ? ["15s", "10s", "2s"] : ["3s", "2s", "500ms"]
    let process = try ChildProcess(
      path,
      [
        "run", "--kubeconfig", "\(folder)/kubeconfig", "--namespace", "default",
        "--listen", "127.0.0.1:0", "--leader-elect",
        "--leader-elect-lease-duration", timings[0],
        "--leader-elect-renew-deadline", timings[1],
        "--leader-elect-retry-period", timings[2],
      ],
      environment: ["POD_NAME": name, "POD_NAMESPACE": "default"],
      log: "\(folder)/\(name).log"
    )
    state.withLock { $0.members[name] = process }
    return name
  }

  func send(_ signal: CInt, to name: String) {
    state.withLock { $0.members[name]?.send(signal) }
  }

  func exitCode(of name: String) -> CInt? { state.withLock { $0.members[name]?.exitCode } }

  func leadsAndWrites(_ name: String) -> Bool {
    accepted.holder == name && accepted.writes(of: name) > 20
  }

  /// Whether an operator has said that another one leads.
  func knows(_ name: String, leader: String) -> Bool {
    let log = state.withLock { $0.members[name]?.log } ?? ""
    return log.contains("the lease is held by \(leader)_")
  }

  /// Where an operator serves health and metrics, once its log says so.
  func origin(of name: String) -> String? {
    let log = state.withLock { $0.members[name]?.log } ?? ""
    for line in log.split(separator: "\n") {
      let json = try? JSONValue(parsing: Array(line.utf8))
      if let port = json?["port"]?.stringValue { return "http://127.0.0.1:\(port)" }
    }
    return nil
  }

  /// Before the listener goes: who is refused comes back at once, and again.
  private func killAll() {
    let members = state.withLock { state in
      defer { state.members = [:] }
      return Array(state.members.values)
    }
    for member in members { member.send(SIGKILL) }
  }

  /// Polls for at most three minutes, or longer for what takes as long by itself: other tests calculate meanwhile.
  func wait(
    _ what: String,
    atMost limit: Duration = .seconds(180),
    until isSo: () async -> Bool
  ) async throws {
    let start = ContinuousClock.now
    while ContinuousClock.now - start < limit {
      if await isSo() { return }
      try await ContinuousClock().sleep(for: .milliseconds(20))
    }
    throw TookTooLong(
      description: "not within \(limit.goDuration): \(what); see the logs in \(folder)"
    )
  }

  private func writeKubeconfig(port: Int) throws {
    let text = """
      {"apiVersion": "v1", "kind": "Config", "current-context": "c",
       "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:\(port)"}}],
       "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}],
       "users": [{"name": "u", "user": {}}]}
      """
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/kubeconfig"))
  }

  /// Lets the cluster live, and gives the operators something to put right fifty times a second.
  private func live() async {
    var count = 0
    while !Task.isCancelled {
      count += 1
      if count % 10 == 0 { cluster.step(to: now()) }
      disturb(count)
      do { try await ContinuousClock().sleep(for: .milliseconds(20)) } catch { return }
    }
  }

  /// Edits by hand, as a rival would; a refused one does not matter.
  private func disturb(_ count: Int) {
    let rival = cluster.server.objects.acting(as: "rival")
    let type: ResourceType = count % 2 == 0 ? .horizontalPodAutoscalers : .podDisruptionBudgets
    guard var object = rival.get(type, DemoManifest.key) else { return }
    if type == .horizontalPodAutoscalers {
      object.json["spec"]?["maxReplicas"] = .integer(Int64(30 + count % 7))
    } else {
      object.json["spec"]?["maxUnavailable"] = .string("\(30 + count % 7)%")
    }
    _ = try? rival.update(type, object)
  }
}
