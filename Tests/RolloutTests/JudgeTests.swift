import Rollout
import Testing
import Time

@Suite("The judge")
struct JudgeTests {
  private static let policy: AnalysisPolicy = {
    var policy = Scenario.policy.analysis
    policy.latency = AnalysisPolicy.LatencyLimit(quantile: 0.95, limit: .milliseconds(500))
    policy.comparison = AnalysisPolicy.Comparison(alpha: 0.01, watchesSlowness: true)
    policy.queries = [AnalysisPolicy.QueryLimit(name: "queue", min: 1, max: 10, unit: "jobs")]
    return policy
  }()

  private static let fast = LatencyReading(.seconds(0.25), requests: 1_000, highestBound: 2.5)
  private static let slow = LatencyReading(.seconds(0.75), requests: 1_000, highestBound: 2.5)

  /// A canary and a stable in order, changed as a row says.
  private static func evidence(_ change: (inout AnalysisEvidence) -> Void = { _ in })
    -> AnalysisEvidence
  {
    var evidence = AnalysisEvidence(
      window: ErrorShare(requests: 1_000, errors: 10),
      sinceWeight: ErrorShare(requests: 500, errors: 5),
      baseline: ErrorShare(requests: 9_000, errors: 90),
      errors: SequentialComparison(),
      slowness: SequentialComparison(),
      latency: fast,
      baselineLatency: fast,
      queries: [QueryReading("queue", .value(5))]
    )
    change(&evidence)
    return evidence
  }

  private static let worse: SequentialComparison = {
    var test = SequentialComparison()
    let interval = ComparedCounts(
      canary: ErrorShare(requests: 60, errors: 60),
      stable: ErrorShare(requests: 540, errors: 0)
    )
    test.add(interval, alpha: 0.005)
    test.add(interval, alpha: 0.005)
    return test
  }()

  private static func measured(_ requests: Int, _ errors: Int, since: Int) -> AnalysisEvidence {
    AnalysisEvidence(
      window: ErrorShare(requests: requests, errors: errors),
      sinceWeight: ErrorShare(requests: since, errors: 0)
    )
  }

  @Test(
    "weighs errors only when enough requests were seen, and never takes silence for an answer",
    arguments: [
      (nil, Verdict.notJudged),
      (AnalysisEvidence(unreadable: "no route"), .providerDown("no route")),
      (measured(0, 0, since: 0), .insufficient(requests: 0, needed: 100)),
      (measured(99, 99, since: 99), .insufficient(requests: 99, needed: 100)),
      (measured(100, 5, since: 100), .pass(ErrorShare(requests: 100, errors: 5))),
      (measured(100, 5, since: 99), .insufficient(requests: 99, needed: 100)),
      (measured(99, 0, since: 500), .insufficient(requests: 99, needed: 100)),
      (
        measured(100, 6, since: 0),
        .fail(
          Finding(
            .errorRateAboveLimit,
            "6.00 % (6 of 100) of the canary's requests failed; the limit is 5 %"
          )
        )
      ),
    ] as [(AnalysisEvidence?, Verdict)]
  )
  func errorRate(evidence: AnalysisEvidence?, verdict: Verdict) {
    #expect(Judge.look(at: evidence, under: Scenario.policy.analysis).verdict == verdict)
  }

  @Test(
    "reads latency as far as the buckets can tell",
    arguments: [
      (fast, "pass"),
      (
        nil,
        "down: no pod exposes a histogram of durations; set metrics.names.durationBuckets to its name, or maxLatency.value to 0s"
      ),
      (slow, "LatencyAboveLimit: p95 of the canary is 750ms; the limit is 500ms"),
      (
        LatencyReading(.above(0.5), requests: 100, highestBound: 0.5),
        "LatencyAboveLimit: p95 of the canary is above 500ms; the limit is 500ms"
      ),
      (
        LatencyReading(.above(0.25), requests: 100, highestBound: 0.25),
        "down: the limit 500ms lies above the highest bucket of the histogram, 250ms, so nothing could be found too slow; set maxLatency.value to at most 250ms, or add a bucket"
      ),
      (
        LatencyReading(.seconds(0.1), requests: 100, highestBound: 0.25),
        "down: the limit 500ms lies above the highest bucket of the histogram, 250ms, so nothing could be found too slow; set maxLatency.value to at most 250ms, or add a bucket"
      ),
      (
        LatencyReading(.unknown, requests: 100, highestBound: nil),
        "down: the histogram of durations has no bucket with a finite bound; give it buckets around 500ms, or set maxLatency.value to 0s"
      ),
      (LatencyReading(.seconds(9), requests: 99, highestBound: 2.5), "insufficient: 99 of 100"),
      (LatencyReading(.unknown, requests: 0, highestBound: nil), "insufficient: 0 of 100"),
      (LatencyReading(.unknown, requests: 500, highestBound: 2.5), "insufficient: 99 of 100"),
      (LatencyReading(.seconds(.nan), requests: 500, highestBound: 2.5), "insufficient: 99 of 100"),
      (
        LatencyReading(.seconds(.infinity), requests: 500, highestBound: 2.5),
        "LatencyAboveLimit: p95 of the canary is infs; the limit is 500ms"
      ),
    ] as [(LatencyReading?, String)]
  )
  func latency(reading: LatencyReading?, text: String) {
    let evidence = Self.evidence { $0.latency = reading }
    #expect(Judge.look(at: evidence, under: Self.policy).verdict.text == text)
  }

  @Test(
    "holds a query's answer against its limits, and waits for an answer that is a number",
    arguments: [
      (.value(1), "pass"), (.value(10), "pass"),
      (.value(10.5), "QueryOutsideLimit: queue is 10.5 jobs, above 10 jobs"),
      (.value(0), "QueryOutsideLimit: queue is 0 jobs, below 1 jobs"),
      (
        .value(.nan),
        "down: query queue gave nan, which no limit can be held against; make it give a number when there is no traffic, as with 'or vector(0)'"
      ),
      (
        .value(.infinity),
        "down: query queue gave inf, which no limit can be held against; make it give a number when there is no traffic, as with 'or vector(0)'"
      ),
      (.unreadable("no answer in 5s"), "down: query queue: no answer in 5s"),
      (.invalid("it gives 3 values"), "down: query queue: it gives 3 values"),
      (nil, "down: query queue has no answer yet"),
    ] as [(QueryReading.Answer?, String)]
  )
  func queries(answer: QueryReading.Answer?, text: String) {
    let evidence = Self.evidence { $0.queries = answer.map { [QueryReading("queue", $0)] } ?? [] }
    #expect(Judge.look(at: evidence, under: Self.policy).verdict.text == text)
  }

  @Test("stops a canary that is proven worse than stable, in errors or in slowness")
  func comparison() {
    let sentence =
      "since the rollout began 100.00 % (120 of 120) of the canary's requests failed, "
      + "and 0.00 % (0 of 1080) of stable's"
    let errors = Judge.look(at: Self.evidence { $0.errors = Self.worse }, under: Self.policy)
    #expect(errors.verdict == .fail(Finding(.worseThanStable, sentence)))
    let slow = Judge.look(at: Self.evidence { $0.slowness = Self.worse }, under: Self.policy)
    #expect(slow.verdict.text.hasPrefix("WorseThanStable: "))
    var off = Self.policy
    off.comparison = nil
    #expect(Judge.look(at: Self.evidence { $0.errors = Self.worse }, under: off).verdict.isPass)
  }

  @Test(
    "lets a canary pass that is proven slower by less than anybody feels, but not one that fails so often",
    arguments: [
      (22, lately: 0, passes: true), (41, lately: 0, passes: true), (42, lately: 0, passes: false),
      (22, lately: 9, passes: true), (22, lately: 10, passes: false),
    ]
  )
  func feltSlowness(slow: Int, lately: Int, passes: Bool) {
    var test = SequentialComparison()
    // As the soak saw it: hardly any of stable's requests are above the next bound of the histogram.
    let counts = ComparedCounts(
      canary: ErrorShare(requests: 20_500, errors: slow),
      stable: ErrorShare(requests: 131_067, errors: 3)
    )
    for _ in 0..<3 { test.add(counts, alpha: 0.005) }
    #expect(test.rejects(at: 0.005))
    let evidence = Self.evidence {
      $0.slowness = test
      $0.slowLately = ErrorShare(requests: 900, errors: lately)
    }
    let slowness = Judge.look(at: evidence, under: Self.policy)
    #expect(slowness.verdict.isPass == passes)
    let errors = Judge.look(at: Self.evidence { $0.errors = test }, under: Self.policy)
    #expect(!errors.verdict.isPass)
  }

  @Test("splits alpha over what is compared: what one comparison may spend, two may not")
  func alpha() {
    var test = SequentialComparison()
    for _ in 0..<2 {
      let counts = ComparedCounts(
        canary: ErrorShare(requests: 60, errors: 60),
        stable: ErrorShare(requests: 540, errors: 0)
      )
      test.add(counts, alpha: 0.01)
    }
    var policy = Self.policy
    let evidence = Self.evidence { $0.errors = test }
    #expect(Judge.look(at: evidence, under: policy).verdict.isPass)
    policy.comparison = AnalysisPolicy.Comparison(alpha: 0.01, watchesSlowness: false)
    #expect(!Judge.look(at: evidence, under: policy).verdict.isPass)
  }

  @Test(
    "takes the gravest check; a sick stable excuses limits and queries, never the comparison",
    arguments: [
      ("errors", "ErrorRateAboveLimit"), ("errors sickErrors", "sick ErrorRateAboveLimit"),
      ("errors sickLatency", "ErrorRateAboveLimit"),
      ("latency sickLatency", "sick LatencyAboveLimit"),
      ("latency sickErrors", "LatencyAboveLimit"), ("sickErrors sickLatency", "pass"),
      ("errors sickErrors worse", "WorseThanStable"), ("query sickErrors", "QueryOutsideLimit"),
      ("errors query sickErrors", "sick ErrorRateAboveLimit"),
      ("unreadable", "down"), ("unreadable query", "QueryOutsideLimit"),
      ("unreadable worse", "WorseThanStable"), ("few", "insufficient"),
      ("few noAnswer", "down"), ("few query", "QueryOutsideLimit"),
      ("errors noBaseline", "ErrorRateAboveLimit"), ("errors fewOfStable", "ErrorRateAboveLimit"),
      ("noComparison", "pass"),
    ]
  )
  func aggregate(signs: String, text: String) {
    let evidence = Self.evidence { evidence in
      for sign in signs.split(separator: " ") { Self.add(sign, to: &evidence) }
    }
    #expect(Judge.look(at: evidence, under: Self.policy).verdict.word == text)
  }

  private static func add(_ sign: Substring, to evidence: inout AnalysisEvidence) {
    switch sign {
    case "errors": evidence.window = ErrorShare(requests: 1_000, errors: 100)
    case "latency": evidence.latency = slow
    case "query": evidence.queries = [QueryReading("queue", .value(99))]
    case "noAnswer": evidence.queries = []
    case "worse": evidence.errors = worse
    case "unreadable": evidence.unreadable = "no route"
    case "few": evidence.sinceWeight = ErrorShare(requests: 3, errors: 0)
    case "sickErrors": evidence.baseline = ErrorShare(requests: 9_000, errors: 900)
    case "fewOfStable": evidence.baseline = ErrorShare(requests: 99, errors: 99)
    case "noBaseline": evidence.baseline = nil
    case "sickLatency": evidence.baselineLatency = slow
    case "noComparison": (evidence.errors, evidence.slowness) = (nil, nil)
    default: Issue.record("no sign is called \(sign)")
    }
  }

  @Test("says of a sick stable what speaks for the canary")
  func sickSentence() {
    let evidence = Self.evidence { evidence in
      evidence.window = ErrorShare(requests: 1_000, errors: 60)
      evidence.baseline = ErrorShare(requests: 9_000, errors: 900)
    }
    let finding = Finding(
      .errorRateAboveLimit,
      "6.00 % (60 of 1000) of the canary's requests failed; the limit is 5 %; stable is no better: "
        + "10.00 % (900 of 9000) of stable's requests failed; the limit is 5 %"
    )
    #expect(Judge.look(at: evidence, under: Self.policy).verdict == .baselineSick(finding))
    #expect(Judge.baselineFinding(on: evidence, under: Self.policy)?.reason == .errorRateAboveLimit)
    #expect(Judge.baselineFinding(on: Self.evidence(), under: Self.policy) == nil)
  }

  @Test("tells each check with its value, limit and unit, and no number that is none")
  func outcomes() {
    let checks = Judge.look(at: Self.evidence(), under: Self.policy).checks
    #expect(
      checks.map(\.name) == [
        "error-rate", "latency", "errors-vs-stable", "slowness-vs-stable", "query/queue",
      ]
    )
    #expect(checks.map(\.value) == [0.01, 0.25, nil, nil, 5])
    #expect(checks.map(\.limit) == [0.05, 0.5, 200, 200, 10])
    #expect(checks.map(\.unit) == ["share", "s", "e-value", "e-value", "jobs"])
    #expect(
      checks.map(\.message) == [
        "1.00 % (10 of 1000) of the canary's requests failed", "p95 of the canary is 250ms",
        "nothing was compared yet", "nothing was compared yet", "queue is 5 jobs",
      ]
    )
    let spoilt = Self.evidence { $0.queries = [QueryReading("queue", .value(.nan))] }
    #expect(Judge.look(at: spoilt, under: Self.policy).checks.last?.value == nil)
  }

  @Test("a policy without limits asks for the error rate alone")
  func plainPolicy() {
    let checks = Judge.look(at: Self.evidence(), under: Scenario.policy.analysis).checks
    #expect(checks.map(\.name) == ["error-rate"])
  }
}

extension Verdict {
  fileprivate var text: String {
    switch self {
    case .notJudged: "not judged"
    case .pass: "pass"
    case .fail(let finding): "\(finding.reason.rawValue): \(finding.message)"
    case .insufficient(let requests, let needed): "insufficient: \(requests) of \(needed)"
    case .providerDown(let why): "down: \(why)"
    case .baselineSick(let finding): "sick: \(finding.message)"
    }
  }

  fileprivate var word: String {
    switch self {
    case .notJudged: "not judged"
    case .pass: "pass"
    case .fail(let finding): finding.reason.rawValue
    case .insufficient: "insufficient"
    case .providerDown: "down"
    case .baselineSick(let finding): "sick \(finding.reason.rawValue)"
    }
  }
}
