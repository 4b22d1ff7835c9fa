import Forecast
import Testing

@Suite("A check-point")
struct ForecastCheckpointTests {
  private let day = SyntheticLoad.day

  @Test("of fifteen days is at most 10 KB of text without anything to escape")
  func size() throws {
    let forecaster = LoadForecaster.backfilled(SyntheticLoad().samples(minutes: 16 * day))
    let text = try #require(forecaster.checkpoint).text
    #expect(text.utf8.count <= 10_240)
    #expect(!text.contains { "\"\\\n<>&".contains($0) })
  }

  @Test(
    "gives back the five-minute means within 0.4 %, and holes as holes",
    arguments: [1e-3, 1, 1e6]
  )
  func fidelity(level: Double) throws {
    var forecaster = LoadForecaster(model: .auto)
    let load = SyntheticLoad(level: level, noise: 0)
    forecaster.backfill(
      load.samples(minutes: 2 * day) { (100..<130).contains($0) ? nil : $1 }
    )
    let text = try #require(forecaster.checkpoint).text
    let samples = try ForecastCheckpoint(text: text).samples
    #expect(samples.count == 2 * day - 30)
    for sample in samples {
      let step = (sample.minute - SyntheticLoad.start) / 5 * 5
      let mean = (step..<step + 5).reduce(0) { $0 + load.expected($1) } / 5
      #expect(abs(sample.requestsPerSecond / mean - 1) < 0.004)
    }
  }

  @Test("restores a ring that can train")
  func restore() throws {
    let samples = SyntheticLoad().samples(minutes: 4 * day + 600)
    var before = LoadForecaster(model: .auto)
    before.backfill(samples.prefix(4 * day))
    let text = try #require(before.checkpoint).text
    var after = LoadForecaster(model: .auto)
    after.restore(try ForecastCheckpoint(text: text))
    #expect(after.isTraining)
    while after.isTraining { after.train() }
    for sample in samples.suffix(600) { after.live(sample) }
    #expect(after.standing.answering == .auto)
  }

  @Test("does not overwrite what the ring already knows")
  func older() throws {
    var forecaster = LoadForecaster(model: .auto)
    forecaster.backfill(SyntheticLoad().samples(minutes: 100))
    let checkpoint = try #require(forecaster.checkpoint)
    let before = forecaster.ring.series(last: 100)
    forecaster.restore(checkpoint)
    #expect(forecaster.ring.series(last: 100) == before)
  }

  @Test("of nothing is none, of zeros gives zeros")
  func empty() throws {
    var forecaster = LoadForecaster(model: .auto)
    #expect(forecaster.checkpoint == nil)
    forecaster.record(LoadSample(minute: 10, requestsPerSecond: 0))
    let text = try #require(forecaster.checkpoint).text
    #expect(try ForecastCheckpoint(text: text).samples.allSatisfy { $0.requestsPerSecond == 0 })
  }

  @Test(
    "refuses what is none, and says what to do",
    arguments: [
      (
        "",
        "the check-point does not begin with physics-load-1; delete it, or run the version that wrote it"
      ),
      (
        "physics-load-2 5 1.0 AA",
        "the check-point does not begin with physics-load-1; delete it, or run the version that wrote it"
      ),
      (
        "physics-load-1 5 1.0",
        "the check-point is damaged: it should have four words, not 3; delete it"
      ),
      (
        "physics-load-1 x 1.0 AA",
        "the check-point is damaged: its first minute is no minute; delete it"
      ),
      (
        "physics-load-1 7 1.0 AA",
        "the check-point is damaged: its first minute is no minute; delete it"
      ),
      (
        "physics-load-1 -5 1.0 AA",
        "the check-point is damaged: its first minute is no minute; delete it"
      ),
      ("physics-load-1 5 nan AA", "the check-point is damaged: its scale is no load; delete it"),
      ("physics-load-1 5 -1 AA", "the check-point is damaged: its scale is no load; delete it"),
      (
        "physics-load-1 5 1.0 AAA",
        "the check-point is damaged: it has 3 characters of means; delete it"
      ),
      (
        "physics-load-1 5 1.0 A!",
        "the check-point is damaged: mean 0 is not of its alphabet; delete it"
      ),
    ]
  )
  func refusal(text: String, message: String) {
    let refusal = #expect(throws: CheckpointRefusal.self) { try ForecastCheckpoint(text: text) }
    #expect(refusal?.description == message)
  }

  @Test("refuses 20,000 characters unread")
  func tooLong() {
    #expect(throws: CheckpointRefusal.tooLong(characters: 20_000)) {
      try ForecastCheckpoint(text: String(repeating: "A", count: 20_000))
    }
  }

  @Test("never traps on 10,000 mutations of a good one")
  func mutations() throws {
    var forecaster = LoadForecaster(model: .auto)
    forecaster.backfill(SyntheticLoad().samples(minutes: 200))
    let good = Array(try #require(forecaster.checkpoint).text.utf8)
    var generator = SplitMix64(seed: 8)
    for _ in 0..<10_000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = UInt8.random(in: 32...126, using: &generator)
      }
      guard let read = try? ForecastCheckpoint(text: String(decoding: bytes, as: UTF8.self)) else {
        continue
      }
      var restored = LoadForecaster(model: .auto)
      restored.restore(read)
      #expect(
        read.samples.allSatisfy { $0.requestsPerSecond >= 0 && $0.requestsPerSecond.isFinite }
      )
    }
  }
}
