import Forecast
import FoundationEssentials
import Testing

/// Public request-rate traces beside the repository, where they are present; none is part of the project.
private enum Traces {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/data/traces").standardized

  static var arePresent: Bool { FileManager.default.fileExists(atPath: folder.path()) }

  /// The column `requests_per_second`, one sample per row.
  static func load(_ name: String) throws -> [LoadSample?] {
    let data = try Data(contentsOf: folder.appending(path: name + ".csv"))
    let rows = String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst()
    return rows.enumerated().map { minute, row in
      let load = Double(row.split(separator: ",", omittingEmptySubsequences: false)[1]) ?? 0
      return LoadSample(minute: minute, requestsPerSecond: load)
    }
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
