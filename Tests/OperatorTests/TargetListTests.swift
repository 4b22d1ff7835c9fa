import APIMachinery
import CurlTransport
import EmbeddedAPIServer
import HTTPListener
import JSON
import Simulation
import Testing
import Time
import Transport

/// The list of pods that a Prometheus finds at the served cluster, and what it makes of it.
@Suite("The target list for Prometheus")
struct TargetListTests {
  @Test("every running pod is a target that leads through the pod proxy, with its labels")
  func targets() async throws {
    let life = ServedPods(token: nil)
    life.start()
    let request = HTTPRequest(
      .get,
      origin: "http://127.0.0.1:8080",
      target: SimulatedCluster.targetsPath
    )
    let transport = InProcessTransport(life.cluster.server)
    let response = try await transport.response(to: request)
    #expect(response.head.status == 200)
    #expect(response.head.headers["Content-Type"] == "application/json")
    let list = try JSONValue(parsing: response.body).arrayValue ?? []
    #expect(list.count == 2)
    let pod = try #require(life.cluster.server.objects.list(.pods).first)
    let ip = try #require(pod.status["podIP"]?.stringValue)
    #expect(list.first?["targets"] == ["127.0.0.1:8080"])
    #expect(
      list.first?["labels"] == [
        "__metrics_path__": .string(
          "/api/v1/namespaces/default/pods/\(pod.name):8000/proxy/metrics"
        ),
        "__scheme__": "http", "app_kubernetes_io_name": "api", "container": "api",
        "instance": .string("\(ip):8000"), "namespace": "default",
        "node": pod.spec["nodeName"] ?? "", "pod": .string(pod.name),
        "service": "front", "pod_template_hash": .string(pod.label("pod-template-hash") ?? ""),
      ]
    )
  }

  @Test("a server that asks for a token keeps the list to itself without it")
  func guarded() async throws {
    let life = ServedPods(token: "secret")
    let transport = InProcessTransport(life.cluster.server)
    var request = HTTPRequest(.get, origin: "http://x", target: SimulatedCluster.targetsPath)
    #expect(try await transport.response(to: request).head.status == 401)
    request.headers["Authorization"] = "Bearer secret"
    #expect(try await transport.response(to: request).head.status == 200)
  }

  @Test(
    "a stock Prometheus scrapes the pods through it, with and without a token",
    .enabled(
      if: ScrapingPrometheus.isInstalled,
      "needs prometheus: apt-get install prometheus"
    ),
    .timeLimit(.minutes(2)),
    arguments: [nil, "secret"] as [String?]
  )
  func prometheus(token: String?) async throws {
    let life = ServedPods(token: token)
    life.start()
    try await life.serve { transport, port in
      let prometheus = try ScrapingPrometheus(
        configuration: Self.configuration(port: port, token: token)
      )
      defer { prometheus.stop() }
      let up = try await Self.series("up", at: prometheus.origin, transport, count: 2)
      #expect(up.map { $0["value"]?[1] } == ["1", "1"])
      let pods = life.cluster.server.objects.list(.pods).map(\.name)
      #expect(up.compactMap { $0["metric"]?["pod"]?.stringValue }.sorted() == pods)
      let query = "process_resident_memory_bytes{namespace=\"default\"}"
      let memory = try await Self.series(query, at: prometheus.origin, transport, count: 2)
      #expect(memory.allSatisfy { $0["metric"]?["app_kubernetes_io_name"] == "api" })
      #expect(memory.allSatisfy { $0["value"]?[1]?.stringValue != "0" })
    }
  }

  private static func configuration(port: Int, token: String?) -> String {
    let authorization = token.map { "authorization: {type: Bearer, credentials: \($0)}" } ?? ""
    return """
      scrape_configs:
        - job_name: simulation
          scrape_interval: 1s
          scrape_timeout: 1s
          \(authorization)
          http_sd_configs:
            - url: http://127.0.0.1:\(port)\(SimulatedCluster.targetsPath)
              refresh_interval: 1s
              \(authorization)
      """
  }

  /// Asks until a query has so many series; Prometheus scrapes at its own pace.
  private static func series(
    _ query: String,
    at origin: String,
    _ transport: CurlTransport,
    count: Int
  ) async throws -> [JSONValue] {
    var found: [JSONValue] = []
    for _ in 0..<100 {
      let body = "query=\(query.addingPercentEscapes)"
      let request = HTTPRequest(
        .post,
        origin: origin,
        target: "/api/v1/query",
        headers: ["Content-Type": "application/x-www-form-urlencoded"],
        body: Array(body.utf8)
      )
      let answer = try JSONValue(parsing: try await transport.response(to: request).body)
      found = answer["data"]?["result"]?.arrayValue ?? []
      if found.count == count, found.allSatisfy({ $0["value"]?[1] != "0" }) { break }
      try await FastClock().sleep(for: .seconds(4))
    }
    return found.sorted { $0.jsonText < $1.jsonText }
  }
}

/// A cluster with two running pods, behind a listener when asked for.
struct ServedPods {
  let cluster: SimulatedCluster
  private let birth = Timestamp(epochSeconds: 1_767_600_000)
  private let clock: VirtualClock

  init(token: String?) {
    let clock = VirtualClock(birth)
    self.clock = clock
    cluster = SimulatedCluster(
      ClusterSettings(seed: 9),
      now: { clock.timestamp },
      configuration: .init(
        access: AccessSettings(administratorToken: token),
        installsGatewayAPI: true
      )
    )
  }

  /// Lives until both pods run.
  func start() {
    let labels: JSONValue = ["app.kubernetes.io/name": "api"]
    let deployment: JSONValue = [
      "apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": ["name": "api", "namespace": "default"],
      "spec": [
        "replicas": 2, "selector": ["matchLabels": labels],
        "template": [
          "metadata": ["labels": labels],
          "spec": [
            "containers": [
              ["name": "api", "image": "api:1", "ports": [["containerPort": 8000]]]
            ]
          ],
        ],
      ],
    ]
    let service: JSONValue = [
      "apiVersion": "v1", "kind": "Service",
      "metadata": ["name": "front", "namespace": "default"],
      "spec": ["selector": labels, "ports": [["port": 80]]],
    ]
    _ = try? cluster.server.objects.create(.deployments, APIObject(deployment))
    _ = try? cluster.server.objects.create(.services, APIObject(service))
    for _ in 0..<60 {
      clock.advance(to: clock.timestamp + .seconds(1))
      cluster.step(to: clock.timestamp)
    }
  }

  func serve(_ story: @escaping (CurlTransport, Int) async throws -> Void) async throws {
    let transport = try CurlTransport()
    let (ports, port) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(address: ListenAddress(), handler: cluster.server) {
      port.yield($0)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      for await bound in ports {
        try await story(transport, bound)
        break
      }
      group.cancelAll()
    }
    await transport.shutdown()
  }
}

extension String {
  /// As a form field has it.
  fileprivate var addingPercentEscapes: String {
    utf8.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
      let hex = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (hex.count < 2 ? "0" : "") + hex
    }.joined()
  }
}
