import JSON
import MetricsSource
import Testing
import Time

@Suite("Evidence about durations")
struct DurationEvidenceTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)

  private func at(_ seconds: Int) -> Timestamp { noon + .seconds(seconds) }

  /// Half of them took at most 0.1 s.
  private func histogram(_ count: Double, bounds: [Double] = [0.1, .infinity]) -> DurationHistogram
  {
    DurationHistogram(
      buckets: bounds.map { .init(upTo: $0, count: $0.isFinite ? count / 2 : count) },
      sum: count,
      count: count
    )
  }

  private func reading(_ pod: String, _ second: Int, _ count: Double) -> DurationEvidence.Pod {
    .init(pod: pod, at: at(second), histogram: histogram(count))
  }

  @Test("a pod's first reading is its base, and pods add up")
  func sum() {
    var evidence = DurationEvidence(length: .seconds(300))
    #expect(evidence.add([reading("a", 0, 10), reading("b", 0, 100)], gap: .seconds(30)) == .zero)
    let growth = evidence.add([reading("b", 10, 110), reading("a", 10, 30)], gap: .seconds(30))
    #expect(growth.count == 30)
    #expect(evidence.increase(within: at(0)...at(10)).quantile(0.5) == .seconds(0.1))
    #expect(evidence.increase(within: at(5)...at(10)).count == 0)
    #expect(evidence.example?.highestFiniteBound == 0.1)
  }

  @Test("a restart contributes its new value, and a long silence a new base")
  func restart() {
    var evidence = DurationEvidence(length: .seconds(300))
    var counts: [Double] = []
    for (second, count) in [(0, 100.0), (10, 4), (60, 50), (70, 51)] {
      counts.append(evidence.add([reading("a", second, count)], gap: .seconds(30)).count)
    }
    #expect(counts == [0, 4, 0, 1])
  }

  @Test("other buckets than those of the other pods are left out, and a repetition adds nothing")
  func strange() {
    var evidence = DurationEvidence(length: .seconds(300))
    let other = histogram(7, bounds: [0.2, .infinity])
    _ = evidence.add([reading("a", 0, 0)], gap: .seconds(30))
    for second in [0, 10] {
      let strange = DurationEvidence.Pod(pod: "b", at: at(second), histogram: other)
      #expect(evidence.add([strange], gap: .seconds(30)) == .zero)
    }
    #expect(evidence.pods.map(\.pod) == ["a"])
  }

  @Test("how many are slower than a bound, and which bound a quantile lies under")
  func bounds() {
    #expect(histogram(10).slower(than: 0.1) == 5)
    #expect(histogram(10).slower(than: 0.2) == nil)
    #expect(histogram(10).bound(atLeast: 0.05) == 0.1)
    #expect(histogram(10).bound(atLeast: 0.15) == nil)
  }

  @Test("a leader that resumes from the journal goes on as if nothing had happened")
  func resume() throws {
    var without = DurationEvidence(length: .seconds(60))
    var resumed = without
    for step in 0..<40 {
      let readings = [reading("a", step * 10, Double(step * 7 % 50)), reading("b", step * 10, 1.5)]
      let stored = try JSONValue(parsing: resumed.json(since: noon).jsonText)
      resumed = try #require(
        DurationEvidence(json: stored, since: noon, length: .seconds(60))
      )
      #expect(
        resumed.add(readings, gap: .seconds(30)) == without.add(readings, gap: .seconds(30))
      )
      #expect(resumed == without)
    }
  }

  @Test(
    "a journal that cannot be read is none",
    arguments: [
      "{}", #"{"bounds":[],"pods":{"a":[1]},"readings":[]}"#,
      #"{"bounds":[0.1],"pods":{"a":[1,2,3,4,5,6]},"readings":[]}"#,
      #"{"bounds":[],"pods":{},"readings":[[2,0,0],[1,0,0]]}"#,
      #"{"bounds":[],"pods":{"a":[1,-1,0]},"readings":[]}"#,
    ]
  )
  func unreadable(text: String) throws {
    let json = try JSONValue(parsing: text)
    #expect(DurationEvidence(json: json, since: noon, length: .seconds(60)) == nil)
  }
}
