import JSON
import MetricsSource
import Testing
import Time

@Suite("Evidence about requests")
struct RequestEvidenceTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)

  private func at(_ seconds: Int) -> Timestamp { noon + .seconds(seconds) }

  private func counters(_ requests: Double, _ errors: Double = 0) -> RequestCounters {
    RequestCounters(requests: requests, errors: errors)
  }

  private func evidence(
    _ readings: [(pod: String, second: Int, requests: Double, errors: Double)]
  ) -> RequestEvidence {
    readings.reduce(into: RequestEvidence(since: noon, window: .seconds(300))) { evidence, next in
      let scrape = PodScrape(at: at(next.second), requests: counters(next.requests, next.errors))
      evidence.add(scrape, of: next.pod)
    }
  }

  @Test("a pod's first reading is its base, and pods add up")
  func sum() {
    let evidence = evidence([
      ("b", 0, 100, 1), ("a", 0, 50, 0), ("a", 20, 60, 2), ("b", 20, 130, 1), ("a", 40, 65, 3),
    ])
    #expect(evidence.total == counters(45, 3))
    #expect(evidence.pods.map(\.pod) == ["a", "b"])
    #expect(evidence.increase(over: .seconds(300), until: at(40)) == counters(45, 3))
    #expect(evidence.increase(over: .seconds(20), until: at(40)) == counters(5, 1))
    #expect(evidence.lastReadAt == at(40))
  }

  @Test("nothing before since counts, not even as a base")
  func clipped() {
    let evidence = evidence([("a", -10, 10, 0), ("a", 10, 50, 5), ("a", 20, 60, 5)])
    #expect(evidence.total == counters(10, 0))
    #expect(evidence.increase(over: .seconds(3_600), until: at(20)) == counters(10, 0))
    #expect(evidence.increase(over: .seconds(60), until: at(-20)) == .zero)
  }

  @Test("a restart contributes its new value")
  func restart() {
    let evidence = evidence([("a", 0, 100, 10), ("a", 10, 120, 12), ("a", 20, 4, 4)])
    #expect(evidence.total == counters(24, 6))
    #expect(evidence.notMonotonic.isEmpty)
  }

  @Test(
    "all requests of a process that began within the evidence count, of an older one none",
    arguments: [(5, 40.0), (0, 40), (-1, 0), (10, 0), (nil, 0)] as [(Int?, Double)]
  )
  func startedAt(second: Int?, requests: Double) {
    var evidence = RequestEvidence(since: noon, window: .seconds(300))
    evidence.add(counters(40), of: "a", at: at(10), startedAt: second.map(at))
    #expect(evidence.total == counters(requests))
    #expect(evidence.increase(over: .seconds(60), until: at(10)) == counters(requests))
  }

  @Test("a pod that is gone for longer than the window stays in the total and leaves the window")
  func departed() {
    let evidence = evidence([
      ("a", 0, 0, 0), ("a", 10, 30, 3), ("b", 300, 0, 0), ("b", 311, 5, 0),
    ])
    #expect(evidence.pods.map(\.pod) == ["b"])
    #expect(evidence.departed == counters(30, 3))
    #expect(evidence.total == counters(35, 3))
    #expect(evidence.increase(over: .seconds(300), until: at(311)) == counters(5))
  }

  @Test("a process that comes back after the window is not counted twice")
  func comeback() {
    var evidence = RequestEvidence(since: noon, window: .seconds(60))
    evidence.add(counters(10), of: "a", at: at(10), startedAt: at(1))
    evidence.add(counters(0), of: "b", at: at(100))
    evidence.add(counters(50), of: "a", at: at(110), startedAt: at(1))
    #expect(evidence.total == counters(10))
  }

  @Test("no more than 64 pods are followed")
  func bounded() {
    var evidence = RequestEvidence(since: noon, window: .seconds(300))
    for round in 0..<2 {
      for pod in 0..<100 {
        evidence.add(counters(Double(round)), of: "pod-\(pod)", at: at(round * 10))
      }
    }
    #expect(evidence.pods.count == 64)
    #expect(evidence.total == counters(64))
  }

  @Test("swinging counters are named")
  func notMonotonic() {
    let values: [Double] = [1_000, 901, 1_003, 904, 1_006]
    let evidence = evidence(values.enumerated().map { ("a", $0.offset * 10, $0.element, 0) })
    #expect(evidence.notMonotonic == ["a"])
  }

  @Test("a pod that does not know the metric adds nothing")
  func unknownMetric() {
    var evidence = RequestEvidence(since: noon, window: .seconds(300))
    evidence.add(PodScrape(at: at(1)), of: "a")
    #expect(evidence.pods.isEmpty)
  }

  @Test(
    "a leader that resumes from the journal goes on as if nothing had happened",
    arguments: UInt64(1)...6
  )
  func resume(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let start = noon + .microseconds(Int64.random(in: 0..<1_000_000, using: &random))
    var without = RequestEvidence(since: start, window: .seconds(60))
    var resumed = without
    var total = [0.0, 0, 0]
    var instant = start
    for _ in 0..<120 {
      let pod = Int.random(in: 0...2, using: &random)
      total[pod] =
        Int.random(in: 0..<10, using: &random) == 0
        ? 0 : total[pod] + Double(Int.random(in: 0...30, using: &random))
      instant = instant + .microseconds(Int64.random(in: 1...9_000_000, using: &random))
      let reading = counters(total[pod], (total[pod] / 10).rounded(.down))
      without.add(reading, of: "pod-\(pod)", at: instant)
      let stored = try JSONValue(parsing: resumed.json.jsonText)
      resumed = try #require(RequestEvidence(json: stored))
      resumed.add(reading, of: "pod-\(pod)", at: instant)
      #expect(resumed == without)
    }
  }

  @Test("the journal is short and readable")
  func journal() {
    let evidence = evidence([("a", 0, 100, 0), ("a", 30, 120, 2)])
    #expect(
      evidence.json.jsonText == """
        {"departed":[0,0],"pods":{"a":{"raw":[120,2],"readings":[[0,0,0],[30000,20,2]]}},\
        "since":"2026-01-01T12:00:00.000000Z","windowMilliseconds":300000}
        """
    )
  }

  @Test(
    "a journal that cannot be read is none",
    arguments: [
      "null", "{}", "[]",
      #"{"since":"today","windowMilliseconds":1,"departed":[0,0],"pods":{}}"#,
      #"{"since":"2026-01-01T12:00:00Z","windowMilliseconds":0,"departed":[0,0],"pods":{}}"#,
      #"{"since":"2026-01-01T12:00:00Z","windowMilliseconds":1,"departed":[-1,0],"pods":{}}"#,
      #"{"since":"2026-01-01T12:00:00Z","windowMilliseconds":1,"departed":[0,0],"pods":{"a":{"raw":[0,0],"readings":[]}}}"#,
      #"{"since":"2026-01-01T12:00:00Z","windowMilliseconds":1,"departed":[0,0],"pods":{"a":{"raw":[0,0],"readings":[[5,0,0],[4,0,0]]}}}"#,
    ]
  )
  func unreadable(text: String) throws {
    #expect(RequestEvidence(json: try JSONValue(parsing: text)) == nil)
  }
}
