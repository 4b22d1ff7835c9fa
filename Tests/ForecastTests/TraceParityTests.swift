import Forecast
import FoundationEssentials
import Testing

/// Public request-rate traces beside the repository, where they are present; none is part of the project.
private enum Traces {
  static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "../../../shared/data/traces").standardized

  static var arePresent: Bool { FileManager.default.fileExists(atPath: folder.path()) }

  /// The columns `timestamp_s` and `requests_per_second`.
  static func readings(_ name: String) throws -> [TimedLoad] {
    let data = try Data(contentsOf: folder.appending(path: name + ".csv"))
    let rows = String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst()
    return rows.map { row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      return TimedLoad(second: Int(cells[0]) ?? 0, requestsPerSecond: Double(cells[1]) ?? 0)
    }
  }

  /// One sample per row, whatever its step.
  static func load(_ name: String) throws -> [LoadSample?] {
    try readings(name).enumerated().map { minute, reading in
      LoadSample(minute: minute, requestsPerSecond: reading.requestsPerSecond)
    }
  }
}

@Suite(
  "Auto on real traces",
  .enabled(
    if: Traces.arePresent,
    "the traces are not beside this repository: \(Traces.folder.path())"
  )
)
struct TraceForecastTests {
  @Test(
    "is closer than assuming no change, and its P95 covers 19 minutes of 20",
    arguments: ["nab_elb_requests", "crane_dsp15_7d"]
  )
  func ahead(name: String) throws {
    let samples = TimedLoad.minutes(of: try Traces.readings(name))
    let result = try Backtest.run(.auto, on: samples) { .zero }
    #expect(try #require(result.relativeMAE) < 0.95)
    #expect((0.94...0.96).contains(result.coverage.p95))
    #expect(try #require(result.worstDayCoverageP95) >= 0.9)
  }
}

@Suite(
  "The forest on real traces",
  .enabled(
    if: Traces.arePresent,
    "the traces are not beside this repository: \(Traces.folder.path())"
  )
)
struct TraceParityTests {
  /// The mean of ten seeds of scikit-learn; its own deviation between seeds is 0.8 %.
  @Test("has the mean absolute error of scikit-learn 1.9.1 on the same rows, within 2 %")
  func parity() throws {
    let backtest = try #require(
      GuideBacktest(TrainingSet(history: Traces.load("nab_elb_requests")))
    )
    #expect(backtest.rows == 1_190)
    #expect(abs(backtest.persistenceError - 0.180_224) < 1e-6)
    let scikitLearn = 0.153_85
    #expect(abs(backtest.meanAbsoluteError / scikitLearn - 1) < 0.02)
    #expect(backtest.relativeError < 1)
  }
}
