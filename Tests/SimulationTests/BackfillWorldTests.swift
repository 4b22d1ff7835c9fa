import APIMachinery
import EmbeddedAPIServer
import Forecast
import JSON
import Operator
import PhysicsResources
import Simulation
import Synchronization
import Testing
import Time
import Transport

/// A history of days that Prometheus has kept.
struct BackfillWorldTests {
  /// Answers with a steady rate for whatever time is asked for, or not at all.
  private final class StoredRates: Sendable {
    private let state = Mutex<(asked: [String], isDown: Bool)>(([], false))

    init(isDown: Bool) {
      state.withLock { $0.isDown = isDown }
    }

    var asked: [String] { state.withLock { $0.asked } }

    func recover() { state.withLock { $0.isDown = false } }

    func answer(_ request: HTTPRequest) -> HTTPResponse? {
      guard request.origin == "http://prometheus:9090" else { return nil }
      let form = String(decoding: request.body, as: UTF8.self)
      let isRange = request.path.hasSuffix("/query_range")
      let isDown = state.withLock { state in
        if isRange { state.asked.append(form) }
        return state.isDown
      }
      guard !isDown else { return response("no", status: 503) }
      let points = isRange ? Self.points(form) : []
      let series: JSONValue = ["metric": [:], "values": .array(points)]
      let json: JSONValue = [
        "status": "success",
        "data": ["resultType": "matrix", "result": points.isEmpty ? [] : [series]],
      ]
      return response(json.jsonText, status: 200)
    }

    private func response(_ text: String, status: Int) -> HTTPResponse {
      HTTPResponse(head: HTTPResponseHead(status: status), body: Array(text.utf8))
    }

    private static func points(_ form: String) -> [JSONValue] {
      guard let start = instant("start", form), let end = instant("end", form) else { return [] }
      return stride(from: start, through: end, by: 60).map { [.integer($0), "250"] }
    }

    private static func instant(_ name: String, _ form: String) -> Int64? {
      form.split(separator: "&").first { $0.hasPrefix("\(name)=") }
        .map { $0.dropFirst(name.count + 1).split(separator: "%3A").joined(separator: ":") }
        .flatMap(Timestamp.init(rfc3339:)).map(\.epochSeconds)
    }
  }

  private let key = DemoManifest.key

  private func world(_ rates: StoredRates) throws -> OperatorWorld {
    var settings = WorldSettings(seed: 41)
    settings.neighbour = { rates.answer($0) }
    let world = OperatorWorld(settings)
    try world.installDefinition()
    world.startOperator()
    var object = try DemoManifest(tag: "v1.0.0").object()
    object.json["spec"]?["routing"] = ["router": "None"]
    object.json["spec"]?["scaling"]?["forecast"]?["model"] = "RecentMean"
    object.json["spec"]?["metrics"] = [
      "source": "Prometheus", "prometheus": ["url": "http://prometheus:9090"],
    ]
    try world.apply(.physicsAPIs, object)
    #expect(world.run(atMost: .seconds(600)) { world.status(of: key).phase == .steady })
    return world
  }

  private func stored(_ world: OperatorWorld) throws -> [LoadSample] {
    let map = world.cluster.server.objects.get(
      .configMaps,
      ObjectKey(namespace: key.namespace, name: "\(key.name)-forecast")
    )
    let text = try #require(map?.json["data"]?["history"]?.stringValue)
    return try ForecastCheckpoint(text: text).samples
  }

  @Test("a service that is seen for the first time gets the last fifteen days, in two questions")
  func backfill() throws {
    let rates = StoredRates(isDown: false)
    let world = try world(rates)
    world.run(for: .seconds(60))
    #expect(rates.asked.count == 2)
    #expect(rates.asked.allSatisfy { $0.contains("http_requests_total") })
    world.theOperator?.shutDown()
    world.run(for: .seconds(10))
    let samples = try stored(world)
    #expect((21_500...21_600).contains(samples.count))
    #expect(samples.allSatisfy { abs($0.requestsPerSecond - 250) < 2 })
    world.stop()
  }

  @Test("a Prometheus that is down is asked again, ever more rarely, and nobody waits for it")
  func down() throws {
    let rates = StoredRates(isDown: true)
    let world = try world(rates)
    world.run(for: .seconds(600))
    // At once, and after 1, 2 and 4 minutes more; the pass that finds it due comes within a minute.
    #expect((3...4).contains(rates.asked.count))
    let complaint = world.status(of: key).forecast?.complaint ?? ""
    #expect(
      complaint.hasPrefix("the history is not read from Prometheus: Prometheus answered 503"),
      "\(complaint)"
    )
    rates.recover()
    world.run(for: .seconds(1_000))
    #expect(world.status(of: key).forecast?.complaint == "")
    world.stop()
  }
}
