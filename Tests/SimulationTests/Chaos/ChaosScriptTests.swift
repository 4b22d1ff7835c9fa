import Simulation
import Testing
import Time

struct ChaosScriptTests {
  @Test("what a seed draws reads back as it was written")
  func roundTrip() throws {
    for seed in UInt64(0)..<2_000 {
      let script = ChaosScript(seed: seed)
      #expect(try ChaosScript(parsing: script.text) == script, "seed \(seed)")
    }
  }

  @Test("the seeds draw every act, every router, and two operators")
  func variety() {
    let scripts = (UInt64(0)..<2_000).map { ChaosScript(seed: $0) }
    let verbs = scripts.flatMap(\.acts).map { $0.act.description.split(separator: " ")[0] }
    #expect(
      Set(verbs).sorted() == [
        "answer", "ask", "crash", "cut", "delay", "delete", "drain", "drop", "duplicate", "end",
        "expire", "fail", "fill", "hang", "kill", "lose", "move", "reorder", "reset", "rewrite",
        "roll", "send", "serve", "set", "spoil", "stop",
      ]
    )
    #expect(Set(scripts.map(\.router)) == Set(ScenarioRouter.allCases))
    #expect(Set(scripts.map(\.operators)) == [1, 2])
  }

  @Test("a script by hand: any order, comments, blank lines and a head that may be left out")
  func byHand() throws {
    let script = try ChaosScript(
      parsing: """
        # the canary is bad, and nobody sees it

        2m spoil metrics with NaN for 1m   # all of them
        30s roll to v2-errors30
        2m ask pause
        """
    )
    #expect(
      script.text == """
        seed 1
        router GatewayAPI
        operators 1
        30s roll to v2-errors30
        2m spoil metrics with NaN for 1m
        2m ask pause

        """
    )
  }

  @Test(
    "a line that cannot be done is named with its cure",
    arguments: [
      ("seed x", "a seed is a whole number like 42, not 'x'"),
      ("seed", "a seed is a whole number like 42, not ''"),
      (
        "router Istio",
        "there is no router 'Istio'; write one of None, GatewayAPI, UsersRoute, Traefik"
      ),
      ("operators 3", "operators are 1 or 2, not '3'"),
      (
        "soon roll to v2",
        "'soon' is no time; begin the line with one such as 90s or 1m30s, or with seed, router or operators"
      ),
      ("5h roll to v2", "5h is too late; a script lasts at most 4h"),
      (
        "1m dance",
        "'dance' is no act; write one that begins with answer, ask, clear, crash, cut, delay, delete, drain, drop, "
          + "duplicate, end, expire, fail, fill, hang, kill, lose, move, reorder, reset, rewrite, roll, send, serve, "
          + "set, spoil or stop"
      ),
      ("1m roll v2", "found 'v2'; write 'to'"),
      ("1m roll to v2 now", "'now' is too much behind 'roll to v2'; end the line there"),
      ("1m roll to a/b", "'a/b' is no tag; write letters and digits such as v2-errors30"),
      (
        "1m ask nicely",
        "'nicely' is no verb; write abort, promote, promote-full, pause, resume, retry, undo or undo=<revision>"
      ),
      (
        "1m set scaling.minReplicas to many",
        "'many' is no JSON; write a value such as 5, \"30s\" or {\"a\": 1}"
      ),
      (
        "1m spoil taste of service of stable",
        "'taste' cannot be spoilt; write selector, port, replicas, image, limits, target, allowance, labels, owner or metrics"
      ),
      ("1m spoil limits of service of stable", "found 'service'; write 'autoscaler'"),
      ("1m delete service of nobody", "'nobody' is no role; write stable or canary"),
      ("1m kill the operator", "the line ends; write 'for'"),
      (
        "1m stop the operator for a while",
        "'a' is no time; write one such as 40s or 1m30s, at most 4h"
      ),
      ("1m fail 200% of canary for 1m", "'200%' is no share; write one from 1% to 100%"),
      (
        "1m answer 418 to all requests for 1m",
        "found '418'; write one of 401, 403, 409, 410, 422, 429, 500, 503, 504, as docs/faults.md has it"
      ),
      ("1m answer 503 to all requests", "end the fault with how long it lasts, such as 'for 1m'"),
      (
        "1m answer 503 to all requests from 1m for 1m",
        "'from' and 'until' are the script's own; end the fault with how long it lasts, such as 'for 1m'"
      ),
    ]
  )
  func badLine(line: String, sentence: String) {
    let error = #expect(throws: ChaosScriptError.self) {
      try ChaosScript(parsing: "# a comment\n\(line)\n")
    }
    #expect(error?.description == "line 2: \(sentence)")
  }
}
