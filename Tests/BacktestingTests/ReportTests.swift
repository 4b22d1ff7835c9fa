import Backtesting
import Forecast
import JSON
import Scaling
import Testing

@Suite("What a simulation and a forecast say")
struct ReportTests {
  /// Two and a half synthetic days, so that tests stay short.
  private static func trace(_ name: String = "short") -> LoadTrace {
    let trace = SyntheticTrace(seed: 5).trace
    return LoadTrace(
      name: name,
      firstMinute: trace.firstMinute,
      samples: Array(trace.samples.prefix(3_600))
    )
  }

  private static func result(_ trace: LoadTrace) throws -> SimulationResult {
    let settings = try #require(LoopSettings(for: trace, podStartup: .seconds(180)))
    var simulation = TrafficSimulation(trace, settings, model: .recentMean)
    return simulation.run()
  }

  @Test("has stable names in JSON, policy by policy")
  func names() throws {
    let json = SimulationDocument(try Self.result(Self.trace())).json
    let policies = try #require(json["policies"]?.arrayValue)
    #expect(
      policies.compactMap { $0["policy"]?.stringValue } == ["hpa70", "hpa50", "guide", "floor"]
    )
    let names = [
      "violationMinutesPerDay", "podHours", "podHoursVsHPA70", "actionsPerDay",
      "underProvisioning", "overProvisioning",
    ]
    for policy in policies {
      for name in names { #expect(policy[name]?.doubleValue != nil, "\(name)") }
    }
  }

  @Test("fits into 80 columns, whatever the file is called")
  func width() throws {
    let text = SimulationText(try Self.result(Self.trace("a file of my own.csv")))
    #expect(text.lines.allSatisfy { $0.count <= 80 })
    #expect(text.lines.contains { $0.hasPrefix("floor ") })
  }

  @Test("stands alone as a page: nothing is loaded, and a file's name is only text")
  func page() throws {
    let html = SimulationPage(try Self.result(Self.trace("<script>alert(1)</script>.csv"))).html
    for outside in ["http:", "https:", "src=", "<script", "@import", "url("] {
      #expect(!html.contains(outside), "\(outside)")
    }
    #expect(html.contains("&lt;script&gt;alert(1)"))
    #expect(html.contains("prefers-color-scheme: dark"))
    // A chart for each policy, three for the hardest day.
    #expect(html.ranges(of: "<svg").count == 7)
    #expect(!html.contains("nan") && !html.contains("inf"))
  }

  @Test("says of a policy alone how it did")
  func alone() throws {
    let trace = Self.trace()
    let settings = try #require(LoopSettings(for: trace, podStartup: .seconds(180)))
    var simulation = TrafficSimulation(trace, settings, policies: [.hpa50])
    let sentences = SimulationSummary(simulation.run()).sentences
    #expect(sentences.count == 1)
    #expect(sentences[0].hasPrefix("With HPA at 50 %, the service was overloaded for "))
  }

  @Test("gives a backtest the documented names, and null where there is no number")
  func backtest() throws {
    var settings = BacktestSettings()
    settings.horizonMinutes = 5
    let backtest = try Backtest.run(
      .recentMean,
      on: Self.trace().readings,
      settings: settings,
      clock: { .zero }
    )
    let json = BacktestDocument(backtest).json
    let names = [
      "model", "horizonSeconds", "samples", "mae", "persistenceMAE", "relativeMAE", "smape",
      "mase", "pinball", "coverage", "worstDayCoverageP95", "trainSeconds", "predictMicroseconds",
    ]
    for name in names { #expect(json[name] != nil, "\(name)") }
    #expect(json["model"] == "recent-mean")
    #expect(json["horizonSeconds"] == 300)
    #expect(json["coverage"]?["p95"]?.doubleValue != nil)
    #expect(BacktestText([backtest], of: Self.trace()).lines.allSatisfy { $0.count <= 80 })
  }

  @Test("prints a forecast and its reasons; without load a sentence")
  func forecast() {
    var rehearsal = ForecastRehearsal(Self.trace(), model: .recentMean)
    while !rehearsal.isFinished { rehearsal.advance() }
    let report = ForecastReport(rehearsal.forecaster, name: "short")
    #expect(
      report.prediction[0].hasPrefix("short: requests/s expected after 2026-03-04T12:00:00Z.")
    )
    #expect(report.predictionJSON["horizons"]?.arrayValue?.count == 15)
    #expect(report.explanationJSON["answering"] == "recent-mean")
    let empty = ForecastReport(LoadForecaster(model: .auto), name: "nothing")
    #expect(empty.prediction == ["nothing: no load is known."])
  }

  @Test(
    "reads and writes models as the command line has them",
    arguments: [
      ("auto", ForecastModel.auto), ("random-forest", .randomForest),
      ("RandomForest", .randomForest), ("mix-without-trees", .mixWithoutTrees),
    ]
  )
  func models(text: String, model: ForecastModel) {
    #expect(ForecastModel(option: text) == model)
    #expect(ForecastModel(option: model.option) == model)
    #expect(ForecastModel(option: "oracle") == nil)
  }

  @Test(
    "writes numbers without a locale",
    arguments: [
      (3.14159, 2, "3.14"), (-0.05, 1, "-0.1"), (0.04, 1, "0.0"), (12, 0, "12"),
      (1e300, 2, "1e+300"), (.nan, 1, "-"),
    ]
  )
  func numbers(value: Double, decimals: Int, text: String) {
    #expect(value.text(decimals: decimals) == text)
  }
}
