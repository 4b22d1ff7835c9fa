import Simulation
import Testing
import Time

@Suite("Traffic")
struct TrafficTests {
  @Test(
    "a ramp is flat, rises and stays",
    arguments: [(0, 10.0), (60, 10), (90, 15), (120, 20), (1_000, 20)]
  )
  func ramps(second: Int, rate: Double) {
    let ramp = TrafficSource.ramp(from: 10, to: 20, after: .seconds(60), over: .seconds(60))
    #expect(abs(ramp.rate(at: .seconds(second)) - rate) < 1e-9)
  }

  @Test("steps hold from their instant on", arguments: [(0, 0.0), (10, 5), (29, 5), (30, 7)])
  func steps(second: Int, rate: Double) {
    let source = TrafficSource.steps([
      .init(after: .seconds(10), requestsPerSecond: 5),
      .init(after: .seconds(30), requestsPerSecond: 7),
    ])
    #expect(source.rate(at: .seconds(second)) == rate)
  }

  @Test("a timetable bursts at the same minute of every hour", arguments: [0, 1, 5, 23])
  func timetable(hour: Int) {
    let source = TrafficSource.timetable(ClassTimetable(quiet: 10, lesson: 100))
    let rate = { (minute: Int) in source.rate(at: .seconds(hour * 3_600 + minute * 60)) }
    #expect([0, 9, 11, 12, 30, 34, 36, 40].map(rate) == [10, 10, 55, 100, 100, 100, 55, 10])
  }

  @Test("a day is quiet at its start and busy in its middle, and never the same twice")
  func daily() {
    let source = TrafficSource.daily(DailyShape(lowest: 5, highest: 100, seed: 3))
    let noons = (0..<5).map { source.rate(at: .seconds($0 * 86_400 + 43_200)) }
    #expect(noons.allSatisfy { (70...115).contains($0) })
    #expect(Set(noons).count == 5)
    #expect(source.rate(at: .seconds(60)) < 6)
    #expect(noons[0] == source.rate(at: .seconds(43_200)))
  }

  @Test("a trace is read between its samples, from its own first instant")
  func trace() throws {
    let trace = try TrafficTrace(
      csv: "timestamp_s,requests_per_second\n1000,10\r\n1060,20\n1120,0\n"
    )
    let source = TrafficSource.trace(trace)
    let rates = [0, 30, 60, 90, 120, 999].map { source.rate(at: .seconds($0)) }
    #expect(rates == [10, 15, 20, 10, 0, 0])
  }

  @Test(
    "a bad trace is refused with the line, what is wrong and what to write",
    arguments: [
      (
        "time,rate\n1,2",
        "the trace starts with \"time,rate\"; its first line must be \"timestamp_s,requests_per_second\""
      ),
      (
        "timestamp_s,requests_per_second\n",
        "the trace has no rows; give it at least one line of seconds and requests per second"
      ),
      (
        "timestamp_s,requests_per_second\n1,2,3",
        "line 2 of the trace has 3 fields; it must have two, separated by a comma"
      ),
      (
        "timestamp_s,requests_per_second\n1,2\n2,many",
        "line 3 of the trace has \"many\" as requests_per_second; write a plain number such as 12.5"
      ),
      (
        "timestamp_s,requests_per_second\nnan,2",
        "line 2 of the trace has \"nan\" as timestamp_s; write a plain number such as 12.5"
      ),
      (
        "timestamp_s,requests_per_second\n1,-2",
        "line 2 of the trace has -2.0 requests per second; a rate cannot be negative"
      ),
      (
        "timestamp_s,requests_per_second\n5,2\n5,2",
        "line 3 of the trace is at 5.0 s, not after the line before it (5.0 s); "
          + "sort the rows by time and drop duplicates"
      ),
    ]
  )
  func badTraces(csv: String, sentence: String) {
    let error = #expect(throws: TraceError.self) { try TrafficTrace(csv: csv) }
    #expect(error?.description == sentence)
  }

  @Test(
    "Poisson and binomial draws have their mean and variance",
    arguments: [0.5, 5, 39, 41, 400]
  )
  func draws(mean: Double) {
    var generator = SeededGenerator(seed: 9)
    let counts = (0..<4_000).map { _ in Double(generator.poisson(mean: mean)) }
    let average = counts.reduce(0, +) / 4_000
    let variance = counts.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 4_000
    #expect(abs(average - mean) < 0.08 * mean)
    #expect(abs(variance - mean) < 0.12 * mean)
    let trials = Int(mean * 4)
    let hits = (0..<4_000).reduce(0) { sum, _ in
      sum + generator.binomial(trials: trials, probability: 0.25)
    }
    #expect(abs(Double(hits) / 4_000 - Double(trials) / 4) < 0.08 * mean)
  }
}
