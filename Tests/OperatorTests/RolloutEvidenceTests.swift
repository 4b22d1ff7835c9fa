import JSON
import MetricsSource
import Operator
import Rollout
import Testing
import Time

/// What is known of a rollout, with and without a restart in between.
@Suite("Evidence about a rollout")
struct RolloutEvidenceTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)

  private func at(_ seconds: Int) -> Timestamp { noon + .seconds(seconds) }

  private var empty: RolloutEvidence {
    RolloutEvidence(canary: "a1", startedAt: noon, window: .seconds(300))
  }

  /// One pod that counted so many requests, a tenth of them slow.
  private func result(_ pod: String, _ second: Int, _ requests: Double, _ errors: Double)
    -> ScrapeResult
  {
    let durations = DurationHistogram(
      buckets: [
        .init(upTo: 0.1, count: requests * 0.9), .init(upTo: 1, count: requests),
        .init(upTo: .infinity, count: requests),
      ],
      sum: requests,
      count: requests
    )
    let scrape = PodScrape(
      at: at(second),
      requests: RequestCounters(requests: requests, errors: errors),
      durations: durations
    )
    return ScrapeResult(pod: pod, attempt: "scraping \(pod)", scrapes: [scrape])
  }

  /// A canary at 10 requests per second of which one fails, beside a stable revision at 90 without a failure.
  private func readings(_ second: Int) -> RolloutEvidence.Readings {
    let rounds = Double(second) / 10
    return RolloutEvidence.Readings(
      canary: [result("c", second, rounds * 100, rounds * 10)],
      stable: [result("s", second, rounds * 900, 0)]
    )
  }

  private func take(
    _ readings: RolloutEvidence.Readings,
    _ second: Int,
    _ into: inout RolloutEvidence
  ) {
    into.take(readings, at: at(second), freshness: .seconds(30), alpha: 0.005)
  }

  private func restarted(_ evidence: RolloutEvidence) throws -> RolloutEvidence {
    let stored = try JSONValue(parsing: evidence.json.jsonText)
    return try #require(RolloutEvidence(json: stored, of: "a1", startedAt: noon))
  }

  @Test("each reading is one interval of the tests, of which the first has nothing to compare")
  func intervals() {
    var evidence = empty
    for second in [0, 10, 20] { take(readings(second), second, &evidence) }
    #expect(
      evidence.errors.totals
        == ComparedCounts(
          canary: ErrorShare(requests: 200, errors: 20),
          stable: ErrorShare(requests: 1_800, errors: 0)
        )
    )
    #expect(evidence.errors.rejects(at: 0.005))
    #expect(evidence.takenAt == at(20))
  }

  @Test("the slow ones are those above what 99 % of stable's requests stayed under until then")
  func slowness() {
    var evidence = empty
    for second in [0, 10, 20, 30] { take(readings(second), second, &evidence) }
    // The first bound is known after the second reading; no request is slower than 1 s.
    #expect(
      evidence.slowness.totals
        == ComparedCounts(
          canary: ErrorShare(requests: 200, errors: 0),
          stable: ErrorShare(requests: 1_800, errors: 0)
        )
    )
  }

  @Test("a restart after every reading changes nothing, to the last bit of the tests")
  func restart() throws {
    var (without, resumed) = (empty, empty)
    for second in stride(from: 0, through: 600, by: 10) {
      resumed = try restarted(resumed)
      take(readings(second), second, &without)
      take(readings(second), second, &resumed)
      #expect(resumed == without)
    }
    #expect(without.errors.rejects(at: 0.005))
  }

  @Test(
    "what happened between the journal and the restart is one interval: e is smaller, never larger"
  )
  func mergedIntervals() throws {
    var without = empty
    for second in stride(from: 0, through: 30, by: 10) { take(readings(second), second, &without) }
    var resumed = empty
    take(readings(0), 0, &resumed)
    resumed = try restarted(resumed)
    take(readings(30), 30, &resumed)
    #expect(resumed.errors.totals == without.errors.totals)
    #expect(resumed.errors.logValue < without.errors.logValue)
  }

  @Test("a stable pod whose turn comes again begins anew in the tests, and not in the window")
  func turns() {
    var evidence = empty
    let canary = { (second: Int) in [result("c", second, Double(second), 0)] }
    let stable: [(Int, Double)] = [(0, 0), (10, 100), (120, 1_000), (130, 1_100)]
    for (second, count) in stable {
      let readings = RolloutEvidence.Readings(
        canary: canary(second),
        stable: [result("s", second, count, 0)]
      )
      take(readings, second, &evidence)
    }
    #expect(evidence.errors.totals.stable == ErrorShare(requests: 200, errors: 0))
    #expect(evidence.stableRequests.total.requests == 1_100)
  }

  @Test("the canary is silent from the reading on after which nobody asked it any more")
  func silence() {
    var evidence = empty
    for (second, count) in [(0, 10.0), (10, 20), (20, 20), (30, 20)] {
      let readings = RolloutEvidence.Readings(
        canary: [result("c", second, count, 0)],
        stable: []
      )
      take(readings, second, &evidence)
    }
    #expect(evidence.silentSince == at(10))
    let failed = ScrapeResult(pod: "c", attempt: "scraping c", failure: .status(503))
    take(.init(canary: [failed], stable: []), 40, &evidence)
    #expect(evidence.silentSince == at(10))
    #expect(evidence.answeredAt == at(30))
    take(.init(canary: [result("c", 50, 21, 0)], stable: []), 50, &evidence)
    #expect(evidence.silentSince == nil)
  }

  @Test("another chance begins both comparisons anew, once, and so does a restart after it")
  func anotherChance() throws {
    var evidence = empty
    for second in [0, 10, 20] { take(readings(second), second, &evidence) }
    var again = evidence.judged(since: at(25))
    #expect(again.errors == SequentialComparison() && again.slowness == SequentialComparison())
    #expect(again.requests == evidence.requests)
    take(readings(30), 30, &again)
    #expect(again.errors.totals.canary == ErrorShare(requests: 100, errors: 10))
    #expect(again.judged(since: at(25)) == again)
    #expect(try restarted(again).judged(since: at(25)) == again)
    #expect(try restarted(evidence).judged(since: at(25)) == evidence.judged(since: at(25)))
  }

  @Test("another rollout's journal, and one that cannot be read, are none")
  func foreign() throws {
    var evidence = empty
    take(readings(0), 0, &evidence)
    let json = evidence.json
    #expect(RolloutEvidence(json: json, of: "b2", startedAt: noon) == nil)
    #expect(RolloutEvidence(json: json, of: "a1", startedAt: at(1)) == nil)
    for key in [
      "canary", "requests", "stable", "durations", "stableDurations", "errors", "slowness",
    ] {
      var spoiled = json
      spoiled[key] = nil
      #expect(RolloutEvidence(json: spoiled, of: "a1", startedAt: noon) == nil, "\(key)")
    }
  }
}
