import Time

/// How a canary is judged; thresholds are the guide's.
package struct AnalysisSpec: SchemaDescribed {
  package var interval: Duration = .seconds(60)
  package var window: Duration = .seconds(300)
  /// Share of user requests in the window, 0 to 1.
  package var maxErrorRate = 0.05
  package var maxLatency = LatencyLimit()
  package var comparison = ComparisonSpec()
  package var failureLimit = 0
  package var minimumRequests = 100
  package var onInsufficient = InsufficientAction.pause
  package var insufficientTimeout: Duration = .seconds(1_800)
  package var queries: [QuerySpec] = []

  package init() {}

  package static let fields: [Field<AnalysisSpec>] = [
    Field(
      "interval",
      \.interval,
      .duration(.seconds(10)...(.seconds(3_600))),
      "Between two checks."
    ),
    Field(
      "window",
      \.window,
      .duration(.seconds(30)...(.seconds(86_400))),
      "How much of the past a check looks at."
    ),
    Field(
      "maxErrorRate",
      \.maxErrorRate,
      .number(0...1),
      "Share of the canary's user requests that may end in a 5xx."
    ),
    Field(
      "maxLatency",
      \.maxLatency,
      .object(LatencyLimit.self),
      "The slowest that the canary may be."
    ),
    Field(
      "comparison",
      \.comparison,
      .object(ComparisonSpec.self),
      "The canary against the stable revision, as a sequential test."
    ),
    Field(
      "failureLimit",
      \.failureLimit,
      .integer(0...100),
      "Failed checks tolerated in a step."
    ),
    Field(
      "minimumRequests",
      \.minimumRequests,
      .integer(0...10_000_000),
      "User requests in the window below which a ratio says nothing."
    ),
    Field(
      "onInsufficient",
      \.onInsufficient,
      .oneOf(InsufficientAction.self),
      "What happens when there were too few requests for insufficientTimeout."
    ),
    Field(
      "insufficientTimeout",
      \.insufficientTimeout,
      .duration(.seconds(60)...(.seconds(604_800))),
      "How long to wait for enough requests."
    ),
    Field(
      "queries",
      \.queries,
      .list(of: .object(QuerySpec.self), max: 20, unique: "name"),
      "Further checks, in PromQL."
    ),
  ]

  package static let rules: [Rule<AnalysisSpec>] = [
    Rule(
      "duration(self.interval) <= duration(self.window)",
      messageExpression:
        "'interval %s is longer than window %s, so that requests would never be looked at; shorten interval'"
        + ".format([self.interval, self.window])"
    ) { analysis in
      guard analysis.interval > analysis.window else { return nil }
      let (interval, window) = (analysis.interval.goDuration, analysis.window.goDuration)
      return "interval \(interval) is longer than window \(window), "
        + "so that requests would never be looked at; shorten interval"
    }
  ]
}
