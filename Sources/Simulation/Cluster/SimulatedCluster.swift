package import APIMachinery
package import EmbeddedAPIServer
import JSON
import Synchronization
package import Time
import Transport

/// A Kubernetes cluster without machines: an API server, the controllers, nodes and pods behind it, and users who send requests.
///
/// Guarantees: with one seed, one clock and the same writes at the same instants, everything happens alike. Assumes that its owner
/// calls `step(to:)` about once a virtual second and that the clock it was given shows at least that instant.
package final class SimulatedCluster: Sendable {
  package let server: EmbeddedAPIServer
  private let state: Mutex<ClusterState>
  private let inbox: WriteInbox

  /// - Parameters:
  ///   - now: the clock of the API server; its present instant is where the cluster's life begins.
  ///   - configuration: of the API server; its hooks for pods and writes go on being called after the cluster's own.
  package init(
    _ settings: ClusterSettings,
    now: @escaping @Sendable () -> Timestamp,
    configuration: EmbeddedAPIServer.Configuration = .init(installsGatewayAPI: true)
  ) {
    let inbox = WriteInbox()
    let pods = PodProxyLink()
    var configuration = configuration
    let onWrite = configuration.onWrite
    configuration.onWrite = { record in
      inbox.put(record)
      onWrite?(record)
    }
    configuration.podProxy = { pods.answer($0) }
    configuration.otherPage = { pods.page($0) }
    let start = now().wholeSeconds
    server = EmbeddedAPIServer(now: now, seed: settings.seed, configuration: configuration)
    state = Mutex(ClusterState(settings: settings, start: start))
    self.inbox = inbox
    pods.connect(self)
    state.withLock { $0.begin(server: server) }
    for index in 1...max(1, settings.nodeCount) {
      createNode(index, at: start, settings)
    }
  }

  /// Lives through the time up to an instant: pods start and end, controllers write, users send requests.
  package func step(to instant: Timestamp) {
    state.withLock { $0.step(to: instant, server: server, inbox: inbox) }
  }

  /// Sends users to an application, in place of those it had.
  package func send(
    _ source: TrafficSource,
    to application: ObjectKey,
    by users: TrafficUsers = TrafficUsers()
  ) {
    state.withLock { $0.dataPlane.add(application, source, users, at: $0.now) }
  }

  /// What the users of an application have seen; empty before `send`.
  package func traffic(of application: ObjectKey) -> TrafficTotals {
    state.withLock { $0.dataPlane.totals(of: application) } ?? TrafficTotals()
  }

  /// Makes pods of an application answer 500, instead of whatever afflicted them before; none of it before `send`.
  package func afflict(_ application: ObjectKey, with afflictions: [Affliction]) {
    state.withLock { $0.dataPlane.afflict(application, with: afflictions) }
  }

  /// Spoils the metrics of an application's pods for a while.
  package func spoilMetrics(
    of application: ObjectKey,
    _ fault: MetricsFault,
    for duration: Duration
  ) {
    state.withLock {
      let until = $0.now + duration
      $0.faults.append(
        MetricsFaultWindow(application: application, fault: fault, until: until)
      )
    }
  }

  package var nodeNames: [String] {
    state.withLock { $0.mirror.nodes.objects.map(\.key.name) }
  }

  /// Cordons a node and evicts its pods within their disruption budgets, in the following steps.
  package func drain(node: String) {
    state.withLock { $0.nodes.drain(node) }
  }

  /// Pulls a node's plug.
  package func lose(node: String) {
    state.withLock { $0.nodes.lose(node, at: $0.now, &$0.mirror) }
  }

  /// Kills a pod's process: no signal, no grace; the kubelet starts it again.
  package func killProcess(of pod: ObjectKey, exitCode: Int = 137) {
    state.withLock { state in
      guard let index = state.mirror.pods.index(of: pod) else { return }
      let now = state.now
      state.mirror.pods[index].end(exitCode: exitCode, reason: "Error", at: now)
      state.mirror.pods[index].enter(.crashed(until: now + .seconds(1), backsOff: false), at: now)
    }
  }

  /// Where Prometheus finds the list of running pods: `http_sd_configs`.
  package static let targetsPath = "/simulation/targets"

  /// Answers a request for a page that is not of the Kubernetes API; `nil` when there is none at that path.
  func page(_ request: HTTPRequest) -> HTTPResponse? {
    guard request.path == Self.targetsPath, request.method == .get else { return nil }
    let targets = state.withLock { ScrapeTargets(of: $0.mirror, origin: request.origin) }
    return HTTPResponse(
      head: HTTPResponseHead(status: 200, headers: ["Content-Type": "application/json"]),
      body: targets.json.jsonBytes
    )
  }

  /// Answers a request that the API server forwards to a pod.
  func answer(_ request: PodProxyRequest) -> HTTPResponse {
    state.withLock { $0.answer(request) }
  }

  /// Answers a request to a pod's own address; `nil` when no pod has it.
  func answer(host: String, port: String?, _ request: HTTPRequest) -> HTTPResponse? {
    state.withLock { state in
      guard let pod = state.mirror.pods.objects.first(where: { $0.ip == host }) else { return nil }
      return state.answer(
        PodProxyRequest(
          pod: pod.key,
          port: port,
          path: String(request.path),
          query: String(request.query),
          method: request.method
        )
      )
    }
  }

  private func createNode(_ index: Int, at start: Timestamp, _ settings: ClusterSettings) {
    let access = ControllerAccess(objects: server.objects.acting(as: "kubelet"))
    let node = NewNode(index: index, cores: settings.nodeCores, startedAt: start)
    guard access.create(.nodes, node.object) != nil else { return }
    _ = access.setStatus(.nodes, node.key, node.status)
  }
}
