import Forecast
import Testing

@Suite("The sample ring")
struct SampleRingTests {
  private func sample(_ minute: Int, _ load: Double) -> LoadSample {
    LoadSample(minute: minute, requestsPerSecond: load)
  }

  private func ring(_ loads: [(Int, Double)], capacity: Int = 100) -> SampleRing {
    var ring = SampleRing(capacity: capacity)
    for (minute, load) in loads { ring.record(sample(minute, load)) }
    return ring
  }

  @Test(
    "refuses what is no load, and says why",
    arguments: [
      (Double.nan, SampleRefusal.notFinite(.requestsPerSecond)),
      (.infinity, .notFinite(.requestsPerSecond)), (-.infinity, .notFinite(.requestsPerSecond)),
      (1e300, .notFinite(.requestsPerSecond)), (-0.5, .negative(.requestsPerSecond)),
    ]
  )
  func refusal(load: Double, refusal: SampleRefusal) {
    var ring = ring([(10, 1)])
    let before = ring
    #expect(ring.record(sample(11, load)) == refusal)
    #expect(ring == before)
  }

  @Test(
    "explains a refusal",
    arguments: [
      (SampleRefusal.notFinite(.latency), "latency is not a finite number"),
      (.negative(.cpu), "cpu is negative"),
      (.duplicate(minute: 7), "minute 7 is already recorded"),
      (.tooOld(minute: 3), "minute 3 is older than the history"),
    ]
  )
  func refusalText(refusal: SampleRefusal, text: String) {
    #expect("\(refusal)" == text)
  }

  @Test("lets the first sample of a minute stand")
  func duplicate() {
    var ring = ring([(10, 1), (11, 2)])
    #expect(ring.record(sample(10, 9)) == .duplicate(minute: 10))
    #expect(ring[.requestsPerSecond, 10] == 1)
  }

  @Test("takes late samples into their own minute")
  func disorder() {
    let ring = ring([(10, 1), (13, 4), (12, 3), (11, 2)])
    #expect(ring.series(last: 4) == LoadSeries(firstMinute: 10, values: [1, 2, 3, 4]))
  }

  @Test("takes a backfill that arrives after the first scrape")
  func backfill() {
    var ring = ring([(50, 9)], capacity: 20)
    for minute in (25..<50).reversed() { ring.record(sample(minute, Double(minute))) }
    #expect(ring.span == 31...50)
    #expect(ring.series(last: 99).values == (31..<50).map(Double.init) + [9])
    ring.record(sample(51, 8))
    #expect(ring.series(last: 3).values == [49, 9, 8])
    #expect(ring.span == 32...51)
  }

  @Test("bridges holes of up to five minutes by a straight line")
  func bridged() {
    let ring = ring([(10, 10), (16, 40)])
    #expect(ring.series(last: 7).values == [10, 15, 20, 25, 30, 35, 40])
  }

  @Test("leaves longer holes missing")
  func hole() {
    let series = ring([(10, 10), (17, 40)]).series(last: 8)
    #expect(series.knownCount == 2)
    #expect(series.values[1].isNaN)
  }

  @Test("forgets outage minutes and does not draw a line over them")
  func outage() {
    var ring = ring([(10, 10), (11, 0), (12, 30)])
    ring.markOutage(minute: 11)
    #expect(ring[.requestsPerSecond, 11] == nil)
    #expect(ring.series(last: 3).values[1].isNaN)
    #expect(ring.record(sample(11, 20)) == .duplicate(minute: 11))
  }

  @Test("keeps the latest minutes only, and refuses what is older")
  func bounded() {
    var ring = ring((0..<250).map { ($0, Double($0)) }, capacity: 100)
    #expect(ring.span == 150...249)
    #expect(ring[.requestsPerSecond, 150] == 150)
    #expect(ring[.requestsPerSecond, 149] == nil)
    #expect(ring.record(sample(149, 1)) == .tooOld(minute: 149))
    #expect(ring.series(last: 1_000).values == (150..<250).map(Double.init))
  }

  @Test("survives a clock that jumps a century ahead, with nothing left to learn from")
  func clockJump() {
    var ring = ring([(10, 1), (11, 2)])
    #expect(ring.record(sample(52_000_000, 3)) == nil)
    #expect(ring.series(last: 100).knownCount == 1)
  }

  @Test("agrees with a plain dictionary over 10,000 random insertions")
  func model() {
    var generator = SplitMix64(seed: 11)
    var ring = SampleRing(capacity: 50)
    var known: [Int: Double] = [:]
    ring.record(sample(0, 1))
    known[0] = 1
    var latest = 0
    for _ in 0..<10_000 {
      let minute = max(0, latest + Int.random(in: -60...4, using: &generator))
      let load = Double(Int.random(in: 0...99, using: &generator))
      if ring.record(sample(minute, load)) == nil { known[minute] = load }
      latest = max(latest, minute)
      let probe = max(0, latest - Int.random(in: 0...70, using: &generator))
      let expected = probe > latest - 50 ? known[probe] : nil
      #expect(ring[.requestsPerSecond, probe] == expected)
    }
  }

  @Test("is untouched by 10,000 junk samples, duplicates and disorder among the good ones")
  func junk() {
    var generator = SplitMix64(seed: 12)
    for _ in 0..<100 {
      let good = (0..<100).map { ($0, Double(Int.random(in: 0...99, using: &generator))) }
      var shuffled = good
      shuffled.shuffle(using: &generator)
      var dirty = SampleRing(capacity: 200)
      for (minute, load) in shuffled {
        let junk: Double =
          [Double.nan, .infinity, -1, -.infinity].randomElement(using: &generator) ?? .nan
        dirty.record(sample(minute, junk))
        dirty.record(sample(minute, load))
        dirty.record(sample(minute, load + 1))
      }
      #expect(dirty.series(last: 200) == ring(good).series(last: 200))
    }
  }

  @Test("knows which metrics a service reports")
  func reported() {
    var ring = SampleRing(capacity: 10)
    ring.record(LoadSample(minute: 1, requestsPerSecond: 2, cpu: 50))
    #expect(LoadMetric.allCases.filter(ring.reports) == [.requestsPerSecond, .cpu])
  }

  @Test("finds the largest load of the last minutes")
  func largest() {
    let ring = ring([(10, 90), (11, 2), (12, 7)])
    #expect(ring.largest(.requestsPerSecond, last: 2) == 7)
    #expect(ring.largest(.requestsPerSecond, last: 100) == 90)
    #expect(SampleRing().largest(.requestsPerSecond, last: 5) == nil)
  }
}
