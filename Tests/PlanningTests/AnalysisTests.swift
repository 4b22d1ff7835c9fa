import APIMachinery
import JSON
import PhysicsResources
import Planning
import Rollout
import Testing
import Time

@Suite("The analysis")
struct AnalysisTests {
  private static let healthy = AnalysisEvidence(
    window: ErrorShare(requests: 1_000, errors: 10),
    sinceWeight: ErrorShare(requests: 1_000, errors: 10)
  )

  /// A world whose canary holds its first weight.
  private static func holding(_ change: (inout JSONValue) -> Void = { _ in }) throws -> World {
    var world = try UpgradeTests.steady()
    world.edit(change)
    world.deploy(World.image2)
    try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
    #expect(world.status.canary?.stage == .holding)
    return world
  }

  private static func plan(
    _ world: World,
    _ evidence: AnalysisEvidence?,
    journal: JSONValue? = nil
  ) throws -> Plan {
    var observation = try world.observation()
    observation.evidence = evidence
    observation.evidenceJournal = journal.map(EvidenceJournal.init(json:))
    return Planning.plan(observation)
  }

  private static func queries(_ spec: inout JSONValue) {
    spec["rollout", default: [:]]["analysis"] = [
      "interval": "20s", "window": "1m",
      "queries": [["name": "queue", "promQL": "max(jobs)", "max": 10, "unit": "jobs"]],
    ]
    spec["metrics", default: [:]]["prometheus"] = ["url": "http://prometheus.monitoring:9090"]
  }

  @Test("writes each check with its value, its limit, its unit and a sentence")
  func checks() throws {
    var world = try Self.holding(Self.queries)
    world.now = world.now + .seconds(30)
    var evidence = Self.healthy
    evidence.queries = [QueryReading("queue", .value(12.5))]
    let analysis = try Self.plan(world, evidence).status.analysis
    // The canary is on its way back, and so is its analysis: what was found stands with the canary.
    #expect(analysis == nil)
    evidence.queries = [QueryReading("queue", .value(9))]
    let checks = try #require(try Self.plan(world, evidence).status.analysis).checks
    #expect(
      checks.map(\.name) == [
        "error-rate", "errors-vs-stable", "slowness-vs-stable", "query/queue",
      ]
    )
    #expect(checks.map(\.verdict) == [.pass, nil, nil, .pass])
    #expect(checks.map(\.value) == [0.01, nil, nil, 9])
    #expect(checks.map(\.limit) == [0.05, 200, 200, 10])
    #expect(checks.map(\.unit) == ["share", "e-value", "e-value", "jobs"])
    #expect(checks.first?.message == "1.00 % (10 of 1000) of the canary's requests failed")
    #expect(checks.last?.message == "queue is 9 jobs")
  }

  @Test("keeps what was counted when the next step begins with no check of its own")
  func stepChange() throws {
    var world = try Self.holding()
    world.now = world.now + .seconds(61)
    let before = try Self.plan(world, Self.healthy, journal: ["logE": [-2.5, 0.125]])
    #expect(before.status.canary?.weight == 50)
    #expect(before.status.analysis?.at == nil && before.status.analysis?.checks == [])
    #expect(before.status.analysis?.evidence == ["logE": [-2.5, 0.125]])
    world.resource["status"] = before.status.json
    // While there is nothing to judge, new counters are no reason to write.
    let quiet = try Self.plan(world, nil, journal: ["logE": [-3.5, 0.25]])
    #expect(quiet.status.analysis == before.status.analysis)
    let next = try Self.plan(world, Self.healthy, journal: ["logE": [-4.5, 0.5]])
    #expect(next.status.analysis?.at == world.now)
    #expect(next.status.analysis?.evidence == ["logE": [-4.5, 0.5]])
  }

  @Test("keeps what was journalled when a step changes in a pass that read nothing")
  func stepChangeWithoutReadings() throws {
    var world = try Self.holding()
    var status = world.status
    status.analysis?.evidence = ["logE": [-1.5]]
    #expect(status.analysis?.at != nil)
    world.resource["status"] = status.json
    world.annotate(Keys.request, "promote-full@1")
    let plan = try Self.plan(world, nil)
    #expect(plan.status.analysis?.evidence == ["logE": [-1.5]])
  }

  @Test(
    "says in MetricsAvailable what is missing, and whether waiting can mend it",
    arguments: [
      (.value(9), .yes, "MetricsRead", "the canary's metrics are read"),
      (
        .unreadable("no answer within 5s"), .no, "MetricsUnreadable",
        "query queue: no answer within 5s"
      ),
      (
        .invalid("it gives 3 series, and a check needs one number"), .no, "QueryInvalid",
        "query queue: it gives 3 series, and a check needs one number"
      ),
      (nil, .no, "MetricsUnreadable", "query queue has no answer yet"),
    ] as [(QueryReading.Answer?, Condition.Status, String, String)]
  )
  func metricsAvailable(
    answer: QueryReading.Answer?,
    status: Condition.Status,
    reason: String,
    message: String
  ) throws {
    let world = try Self.holding(Self.queries)
    var evidence = Self.healthy
    evidence.queries = answer.map { [QueryReading("queue", $0)] } ?? []
    let conditions = try Self.plan(world, evidence).status.conditions
    let condition = try #require(conditions.first { $0.type == "MetricsAvailable" })
    #expect(condition.status == status)
    #expect(condition.reason == reason)
    #expect(condition.message == message)
  }

  @Test("a pod's metrics that cannot be read are not the query's fault")
  func unreadablePods() throws {
    let world = try Self.holding(Self.queries)
    let evidence = AnalysisEvidence(
      queries: [QueryReading("queue", .invalid("it gives 3 series"))],
      unreadable: "connection refused"
    )
    let conditions = try Self.plan(world, evidence).status.conditions
    let condition = conditions.first { $0.type == "MetricsAvailable" }
    #expect(condition?.reason == "MetricsUnreadable")
    #expect(condition?.message == "connection refused")
  }

  @Test("a window longer than the hold is clipped, and the condition says so with the cure")
  func clippedWindow() throws {
    let world = try Self.holding { $0["rollout", default: [:]]["analysis"] = ["window": "5m"] }
    let conditions = try Self.plan(world, Self.healthy).status.conditions
    let condition = conditions.first { $0.type == "MetricsAvailable" }
    #expect(condition?.status == .yes && condition?.reason == "WindowClipped")
    #expect(
      condition?.message
        == "the canary's metrics are read; at 10 % the hold of 1m is shorter than the window of 5m, "
        + "so that less than a window is known of the step; shorten analysis.window, or lengthen "
        + "the hold"
    )
  }

  @Test(
    "checks that cannot say what is expected of them are warned of, with the cure",
    arguments: [
      ([:], []),
      (
        ["analysis": ["window": "5m"]],
        [
          "the hold at 10 %, 50 %, 100 % is shorter than the window of 5m, so that less than a "
            + "window is known of the step; shorten analysis.window, or lengthen the hold"
        ]
      ),
      (["analysis": ["window": "5m"], "strategy": "Immediate"], []),
      (
        [
          "analysis": ["window": "1m", "queries": [["name": "q", "promQL": "up", "min": 1]]],
          "steps": [["weight": 10, "hold": "0s"], ["weight": 50, "hold": "Manual"]],
        ],
        [
          "at 10 % there is no hold, so that analysis.queries are answered with what was before the "
            + "step; give it a hold of at least 1m"
        ]
      ),
      (
        ["analysis": ["window": "1m", "maxLatency": ["value": "1s"]]], []
      ),
    ] as [(JSONValue, [String])]
  )
  func warnings(rollout: JSONValue, sentences: [String]) throws {
    let world = World { spec in
      spec["rollout"] = (spec["rollout"] ?? [:]).merging(patch: rollout)
      spec["metrics", default: [:]]["prometheus"] = ["url": "http://prometheus.monitoring:9090"]
    }
    #expect(Planning.plan(try world.observation()).warnings == sentences)
  }

  @Test("a latency limit without a histogram is warned of")
  func latencyWithoutHistogram() throws {
    let world = World { spec in
      spec["rollout", default: [:]]["analysis", default: [:]]["maxLatency"] = ["value": "1s"]
      spec["metrics", default: [:]]["names"] = ["durationBuckets": ""]
    }
    #expect(
      Planning.plan(try world.observation()).warnings == [
        "analysis.maxLatency needs a histogram, which holds every step; "
          + "set metrics.names.durationBuckets, or analysis.maxLatency.value to 0s"
      ]
    )
  }

  @Test("the policy says all that the spec says")
  func policy() throws {
    let world = World { spec in
      spec["rollout", default: [:]]["analysis"] = [
        "interval": "20s", "window": "2m", "maxErrorRate": 0.01,
        "maxLatency": ["quantile": 0.99, "value": "250ms"], "comparison": ["alpha": 0.02],
        "failureLimit": 2, "minimumRequests": 7, "onInsufficient": "RollBack",
        "insufficientTimeout": "10m",
        "queries": [["name": "q", "promQL": "up", "min": 1, "max": 2, "unit": "jobs"]],
      ]
      spec["metrics", default: [:]]["prometheus"] = ["url": "http://prometheus.monitoring:9090"]
    }
    var policy = AnalysisPolicy(try world.observation().resource.spec)
    let comparison = AnalysisPolicy.Comparison(alpha: 0.02, watchesSlowness: true)
    #expect(comparison.alphaOfEach == 0.01)
    #expect(policy.comparison == comparison)
    #expect(
      policy.latency
        == AnalysisPolicy.LatencyLimit(quantile: 0.99, limit: .milliseconds(250))
    )
    #expect(
      policy.queries == [AnalysisPolicy.QueryLimit(name: "q", min: 1, max: 2, unit: "jobs")]
    )
    #expect(policy.interval == .seconds(20) && policy.window == .seconds(120))
    #expect(policy.maxErrorRate == 0.01 && policy.failureLimit == 2)
    #expect(policy.minimumRequests == 7 && policy.onInsufficient == .rollBack)
    var spec = try world.observation().resource.spec
    spec.metrics.names.durationBuckets = ""
    spec.rollout.analysis.maxLatency.value = .zero
    policy = AnalysisPolicy(spec)
    #expect(policy.comparison?.alphaOfEach == 0.02)
    #expect(policy.latency == nil)
    spec.rollout.analysis.comparison.enabled = false
    #expect(AnalysisPolicy(spec).comparison == nil)
  }

  @Test("the terms of the comparison are the same numbers after a journey through JSON")
  func exactNumbers() throws {
    var test = SequentialComparison()
    for step in 1...200 {
      let counts = ComparedCounts(
        canary: ErrorShare(requests: 50 + step % 13, errors: step % 5),
        stable: ErrorShare(requests: 500 + step % 29, errors: step % 3)
      )
      test.add(counts, alpha: 0.005)
      let text = JSONValue.array(test.logE.map(JSONValue.number)).jsonText
      let back = try JSONValue(parsing: text).arrayValue?.compactMap(\.doubleValue)
      #expect(back == test.logE)
    }
  }
}
