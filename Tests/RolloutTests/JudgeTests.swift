import Rollout
import Testing
import Time

@Suite("The judge")
struct JudgeTests {
  private static func measured(
    _ requests: Int,
    _ errors: Int,
    since: Int? = nil
  ) -> AnalysisEvidence {
    AnalysisEvidence(
      window: ErrorShare(requests: requests, errors: errors),
      sinceWeight: ErrorShare(requests: since ?? requests, errors: 0)
    )
  }

  @Test(
    "weighs errors only when enough requests were seen, and never takes silence for an answer",
    arguments: [
      (nil, Verdict.notJudged),
      (AnalysisEvidence(unreadable: "no route"), .providerDown("no route")),
      (measured(0, 0), .insufficient(requests: 0, needed: 100)),
      (measured(99, 99), .insufficient(requests: 99, needed: 100)),
      (measured(100, 5), .pass(ErrorShare(requests: 100, errors: 5))),
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
}
