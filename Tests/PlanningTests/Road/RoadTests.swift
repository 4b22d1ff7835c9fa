import FoundationEssentials
import JSON
import PhysicsResources
import Planning
import Rollout
import Testing
import Time

@Suite("The road ahead of a rollout")
struct RoadTests {
  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Fixtures/Roads"

  /// `WRITE_ROADS=1 swift test --filter RoadTests` writes them anew, for reading the difference.
  private static let isWriting = ProcessInfo.processInfo.environment["WRITE_ROADS"] != nil

  enum Way: String, CaseIterable {
    case podRatio, gateway, userRoute, traefik, immediate, blueGreen, manual, quiet

    var router: String {
      switch self {
      case .podRatio, .quiet: "None"
      case .userRoute: "User"
      case .traefik: "Traefik"
      case .gateway, .immediate, .blueGreen, .manual: "GatewayAPI"
      }
    }

    var load: Double? { self == .manual ? nil : self == .quiet ? 0.2 : 50 }

    func edit(_ spec: inout JSONValue) {
      spec["rollout"] = [
        "steps": [["weight": 10, "hold": "10m"], ["weight": 50, "hold": "5m"]], "bake": "10m",
      ]
      switch self {
      case .podRatio, .gateway, .userRoute, .traefik, .quiet: break
      case .immediate: spec["rollout"]?["strategy"] = "Immediate"
      case .blueGreen: spec["rollout"]?["strategy"] = "BlueGreen"
      case .manual: spec["rollout"]?["steps"] = [["weight": 25, "hold": "Manual"]]
      }
    }
  }

  private func steady(_ way: Way) throws -> World {
    var world = World(router: way.router) { way.edit(&$0) }
    try world.run(for: .seconds(300)) { $0.phase == .steady }
    return world
  }

  private func road(_ way: Way) throws -> RoadAhead {
    var world = try steady(way)
    world.deploy(World.image2)
    return try #require(RoadAhead(try world.observation(), load: way.load))
  }

  @Test(
    "is told with every write, the times, the pods and what checks need",
    arguments: Way.allCases
  )
  func golden(way: Way) throws {
    let road = try road(way)
    let text = RoadText(road).lines.joined(separator: "\n") + "\n"
    let path = "\(Self.folder)/\(way.rawValue).txt"
    if Self.isWriting { try text.write(toFile: path, atomically: false, encoding: .utf8) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test("consists of the writes that a good rollout makes", arguments: [Way.podRatio, .gateway])
  func realWrites(way: Way) throws {
    let road = try road(way)
    var world = try steady(way)
    world.log = []
    world.deploy(World.image2)
    try world.run(for: .seconds(7_200)) { $0.status.history.count == 2 && $0.status.canary == nil }
    try world.run(for: .seconds(600))
    let verbs = world.log.map { $0.split(separator: " ")[0] }
    let planned = road.stops.flatMap(\.writes).map { $0.split(separator: " ")[0] }
    #expect(planned == verbs)
  }

  @Test("has field names that scripts rely on")
  func document() throws {
    let json = RoadDocument(try road(.gateway)).json
    #expect(
      json.objectValue?.map(\.key) == [
        "from", "imagined", "leastSeconds", "maxReplicas", "mostSeconds", "peakPods",
        "requestsPerSecond", "stops", "to",
      ]
    )
    #expect(
      json["stops"]?[0]?.objectValue?.map(\.key) == [
        "checks", "leastSeconds", "mostSeconds", "pods", "reachableWeight", "title", "weight",
        "writes",
      ]
    )
    #expect(
      json["stops"]?[0]?["checks"]?[0]?.objectValue?.map(\.key) == [
        "meaning", "name", "requests", "seconds",
      ]
    )
  }

  @Test("of the next revision is imagined where the spec asks for none")
  func imagined() throws {
    let world = try steady(.gateway)
    #expect(RoadAhead(try world.observation()) == nil)
    let road = try #require(RoadAhead(try world.observation(), imagining: true))
    #expect(road.isImagined)
    #expect(road.stops.map(\.title).first == "step 1 of 3")
    let first = try #require(RoadAhead(try World().observation(), imagining: true))
    #expect(first.stops.map(\.title).first == "step 1 of 3")
  }

  @Test("ends where a route is missing that only a person can make", .timeLimit(.minutes(1)))
  func missingRoute() throws {
    var world = try steady(.gateway)
    world.edit {
      $0["routing"] = ["router": "GatewayAPI", "gatewayAPI": ["routeName": "gone"]]
    }
    world.deploy(World.image2)
    let road = RoadAhead(try world.observation())
    #expect((road?.stops.count ?? 0) < 20)
  }

  @Test("ends also where nothing ever comes to rest")
  func refused() throws {
    var world = try steady(.gateway)
    world.edit { $0["paused"] = true }
    world.deploy(World.image2)
    #expect(RoadAhead(try world.observation()) == nil)
  }
}

@Suite("What the comparison needs")
struct ExpectedRequestsTests {
  /// Medians of 1,500 simulated rollouts with a tenth of the traffic and alpha 0.01.
  @Test(
    "is within 30 % of what simulated rollouts needed",
    arguments: [(0.005, 1_560), (0.01, 600), (0.02, 300)]
  )
  func simulated(rate: Double, requests: Int) throws {
    let expected = try #require(
      SequentialComparison.expectedRequests(
        stableRate: 0.001,
        canaryRate: rate,
        share: 0.1,
        alpha: 0.01
      )
    )
    #expect(abs(expected - requests) * 10 <= requests * 3, "\(expected)")
  }

  @Test(
    "is nothing that could be said where there is nothing to compare",
    arguments: [(0.001, 0.01, 1.0), (0.001, 0.01, 0.0), (0.01, 0.01, 0.5), (0.0, 0.01, 0.5)]
  )
  func never(stable: Double, canary: Double, share: Double) {
    #expect(
      SequentialComparison.expectedRequests(
        stableRate: stable,
        canaryRate: canary,
        share: share,
        alpha: 0.01
      ) == nil
    )
  }
}
