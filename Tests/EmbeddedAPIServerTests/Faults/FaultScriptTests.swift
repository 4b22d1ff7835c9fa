import EmbeddedAPIServer
import Testing
import Time

@Suite("Fault scripts")
struct FaultScriptTests {
  @Test("a line reads as prose and says one fault", arguments: sentences)
  func lines(text: String, rule: FaultRule) throws {
    var rule = rule
    rule.text = text
    #expect(try FaultScript(parsing: text).rules == [rule])
  }

  private static let sentences: [(String, FaultRule)] = [
    (
      "answer 429 with Retry-After 3s to every 5th write of deployments by physics-operator",
      FaultRule(
        .answer(code: 429, retryAfter: .seconds(3)),
        FaultScope(.write, kind: "deployments", client: "physics-operator"),
        .every(5)
      )
    ),
    (
      "delay watches of pods by 20s from 1m to 5m",
      FaultRule(
        .watch(.delay(.seconds(20))),
        FaultScope(.watch, kind: "pods"),
        from: .seconds(60),
        until: .seconds(300)
      )
    ),
    (
      "drop the watch of services after 10 events",
      FaultRule(.watch(.drop(afterEvents: 10)), FaultScope(.watch, kind: "services"))
    ),
    (
      "reset the connection after committing the 7th write",
      FaultRule(.resetAfterCommitting, FaultScope(.write), .only(7))
    ),
    (
      "reset the connection before answering 2.5% of requests",
      FaultRule(.resetBeforeAnswering, FaultScope(.request), .chance(perMillion: 25_000))
    ),
    (
      "cut the answer to the first 3 lists of pods in default until 90s",
      FaultRule(
        .cutAnswer,
        FaultScope(.list, kind: "pods", namespace: "default"),
        .first(3),
        until: .seconds(90)
      )
    ),
    (
      "cut the 2nd watch of pods after 1 event",
      FaultRule(.watch(.cut(afterEvents: 1)), FaultScope(.watch, kind: "pods"), .only(2))
    ),
    (
      "expire every watch by kubectl after 0 events",
      FaultRule(.watch(.expire(afterEvents: 0)), FaultScope(.watch, client: "kubectl"))
    ),
    (
      "answer 403 to all patches of leases.coordination.k8s.io",
      FaultRule(
        .answer(code: 403, retryAfter: nil),
        FaultScope(.patch, kind: "leases.coordination.k8s.io")
      )
    ),
    (
      "answer 422 to updates of deployments/status from 10s",
      FaultRule(
        .answer(code: 422, retryAfter: nil),
        FaultScope(.update, kind: "deployments", subresource: "status"),
        from: .seconds(10)
      )
    ),
    ("hang on creates for 20s", FaultRule(.hang(.seconds(20)), FaultScope(.create))),
    ("hang on gets", FaultRule(.hang(.seconds(3_600)), FaultScope(.get))),
    ("delay reads by 2s", FaultRule(.delay(.seconds(2)), FaultScope(.read))),
    (
      "serve lists of pods by physics-operator 50 versions late",
      FaultRule(
        .serveLate(versions: 50),
        FaultScope(.list, kind: "pods", client: "physics-operator")
      )
    ),
    (
      "duplicate the bookmarks of watches of pods",
      FaultRule(.watch(.duplicateBookmarks), FaultScope(.watch, kind: "pods"))
    ),
    (
      "reorder bookmarks of watches",
      FaultRule(.watch(.reorderBookmarks), FaultScope(.watch))
    ),
    (
      "crash physics-operator after committing the 7th write",
      FaultRule(
        .crash(.afterCommitting),
        FaultScope(.write, client: "physics-operator"),
        .only(7)
      )
    ),
    (
      "crash a before the 1st delete",
      FaultRule(.crash(.beforeSending), FaultScope(.delete, client: "a"), .only(1))
    ),
    (
      "crash a after the answer to the 22nd write",
      FaultRule(.crash(.afterTheAnswer), FaultScope(.write, client: "a"), .only(22))
    ),
  ]

  @Test("comments and empty lines say nothing")
  func comments() throws {
    let script = try FaultScript(parsing: "\n  # all is well\nhang on gets # for an hour\n\n")
    #expect(script.rules.map(\.text) == ["hang on gets"])
  }

  @Test("the script of the seed alone can be read")
  func chaos() throws {
    #expect(try FaultScript(parsing: FaultScript.chaos).rules.count == 18)
  }

  @Test(
    "a line that says no fault is refused with its place and what would be right",
    arguments: errors
  )
  func refused(text: String, message: String) {
    let error = #expect(throws: FaultScriptError.self) { try FaultScript(parsing: text) }
    #expect(error?.description == message)
  }

  private static let errors = [
    (
      "# first\nexplode all pods",
      "line 2, word 1: found 'explode'; expected one of answer, crash, cut, delay, drop, duplicate, "
        + "expire, hang, reorder, reset, serve"
    ),
    (
      "answer 418 to writes",
      "line 1, word 2: found '418'; expected one of 401, 403, 409, 410, 422, 429, 500, 503, 504"
    ),
    ("answer 500 writes", "line 1, word 3: found 'writes'; expected 'to'"),
    (
      "answer 429 with Retry-After soon to writes",
      "line 1, word 5: found 'soon'; expected a duration such as 500ms, 3s or 1m30s"
    ),
    (
      "answer 500 to every 5th banana",
      "line 1, word 6: found 'banana'; expected requests, reads, writes, gets, lists, watches, creates, "
        + "updates, patches, deletes"
    ),
    ("drop writes after 3 events", "line 1, word 2: found 'writes'; expected watches"),
    ("drop watches", "line 1, word 3: the line ends; expected 'after'"),
    ("drop watches after ten events", "line 1, word 4: found 'ten'; expected a number of events"),
    ("reset the connection", "line 1, word 4: the line ends; expected 'before' or 'after'"),
    (
      "answer 500 to 0% of writes",
      "line 1, word 4: found '0%'; expected a share above 0% and up to 100%"
    ),
    (
      "hang on gets for 3s please",
      "line 1, word 6: found 'please'; expected 'from', 'until' or the end of the line"
    ),
    ("serve lists 5 versions", "line 1, word 5: the line ends; expected 'late'"),
    ("crash", "line 1, word 2: the line ends; expected the name of a client"),
  ]
}
