import APIMachinery
import EmbeddedAPIServer
import JSON
import MetricsSource
import Simulation
import Testing
import Time
import Transport

@Suite("Pod metrics")
struct PodMetricsTests {
  private func world(seed: UInt64, image: String = "example.org/api:1.0.0") -> TestWorld {
    let world = TestWorld(seed: seed)
    world.install(TestObjects.deployment(image: image, replicas: 1), .deployments)
    world.install(TestObjects.service(), .services)
    world.cluster.send(.constant(requestsPerSecond: 50), to: TestWorld.application)
    world.run(seconds: 120)
    return world
  }

  private func firstPod(_ world: TestWorld) -> String { world.pods().first?.name ?? "" }

  @Test("a pod counts what users sent it, and its probes apart from them")
  func counts() async throws {
    let world = world(seed: 41, image: "example.org/api:1-errors50")
    let metrics = try await ExpositionReader(firstPod(world), world)
    #expect(metrics.status == 200)
    let series = { (handler: String, method: String, status: String) in
      metrics.value(
        "http_requests_total{handler=\"\(handler)\",method=\"\(method)\",status=\"\(status)\"}"
      )
    }
    let counts = world.traffic.counts(of: "v1")
    #expect(series("/predict", "POST", "2xx") == Double(counts.succeeded))
    #expect(series("/predict", "POST", "5xx") == Double(counts.failed))
    #expect((series("/health/ready", "GET", "2xx") ?? 0) > 10)
    #expect((series("/health/live", "GET", "2xx") ?? 0) > 5)
    #expect((metrics.value("process_cpu_seconds_total") ?? 0) > 10)
    #expect(metrics.value("process_resident_memory_bytes") == 209_715_200)
    let labels = "handler=\"/predict\",method=\"POST\""
    #expect(
      metrics.value("http_request_duration_seconds_bucket{\(labels),le=\"+Inf\"}")
        == Double(counts.succeeded + counts.failed)
    )
  }

  @Test("the operator's own scraper reads it")
  func isReadable() async throws {
    let world = world(seed: 42)
    let scraper = PodScraper(
      transport: InProcessTransport(world.cluster.server),
      names: MetricNames(),
      excluding: try ExcludedPaths(["^/health", "^/metrics"])
    )
    let path = "/api/v1/namespaces/default/pods/\(firstPod(world)):8000/proxy/metrics"
    let target = ScrapeTarget(pod: "pod", origin: "https://server", path: path)
    let results = await scraper.scrape([target], at: world.clock.timestamp)
    let scrape = try #require(results.first?.scrape)
    #expect(scrape.requests?.requests == Double(world.traffic.counts(of: "v1").sent))
  }

  @Test("a process that is not running refuses the connection")
  func refuses() async throws {
    let world = world(seed: 43, image: "example.org/api:1-pullerror")
    let metrics = try await ExpositionReader(firstPod(world), world)
    #expect(metrics.status == 503)
    let status = try JSONValue(parsing: metrics.text)
    #expect(
      status["message"]?.stringValue
        == "error trying to reach service: dial tcp :8000: connect: connection refused"
    )
  }

  @Test("a wrong port refuses, an unknown path is not found, probes answer")
  func answersPaths() async throws {
    let world = world(seed: 44)
    let pod = firstPod(world)
    #expect(try await ExpositionReader(pod, world, port: "9000").status == 503)
    #expect(try await ExpositionReader(pod, world, port: nil).status == 200)
    #expect(try await ExpositionReader(pod, world, path: "/other").status == 404)
    #expect(try await ExpositionReader(pod, world, path: "/health/ready").text == "ok")
    #expect(try await ExpositionReader("nobody", world).status == 404)
  }

  @Test("spoiled metrics recover after their time")
  func faults() async throws {
    let world = world(seed: 45)
    let pod = firstPod(world)
    let total = "http_requests_total{handler=\"/predict\",method=\"POST\",status=\"2xx\"}"
    world.cluster.spoilMetrics(of: TestWorld.application, .unavailable, for: .seconds(60))
    #expect(try await ExpositionReader(pod, world).status == 503)
    world.run(seconds: 60)
    #expect(try await ExpositionReader(pod, world).status == 200)
    world.cluster.spoilMetrics(of: TestWorld.application, .notANumber, for: .seconds(60))
    #expect(try await ExpositionReader(pod, world).value(total)?.isNaN == true)
    world.run(seconds: 60)
    world.cluster.spoilMetrics(of: TestWorld.application, .alternatingWorkers, for: .seconds(60))
    let readings = [
      try await ExpositionReader(pod, world).value(total),
      try await ExpositionReader(pod, world).value(total),
      try await ExpositionReader(pod, world).value(total),
    ].compactMap { $0 }
    #expect(readings.count == 3)
    #expect(readings != readings.sorted())
  }

  @Test("a restarted process counts from zero")
  func resetsCounters() async throws {
    let world = world(seed: 46)
    let pod = firstPod(world)
    let before = try #require(await ExpositionReader(pod, world).value("process_cpu_seconds_total"))
    world.cluster.killProcess(of: ObjectKey(namespace: "default", name: pod))
    #expect(try await ExpositionReader(pod, world).status == 503)
    world.run(seconds: 10)
    let after = try #require(await ExpositionReader(pod, world).value("process_cpu_seconds_total"))
    #expect(after < before)
    let status = world.pods().first?.status["containerStatuses"]?[0]
    #expect(status?["restartCount"] == 1)
    #expect(status?["lastState"]?["terminated"]?["exitCode"] == 137)
  }
}
