import MetricsSource
import Synchronization
import Testing
import Time
import Transport

@Suite("Queries of the user's own")
struct QueryRunnerTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)
  private let variables = QueryVariables(
    revision: "a1b2",
    pods: ["api-a1b2.x", "api-a1b2-y"],
    window: .milliseconds(90_500)
  )

  @Test(
    "the variables are filled in, also more than once and between any quotes",
    arguments: [
      ("up", "up"),
      (#"rate(x{pod=~"$(pods)"}[$(window)])"#, #"rate(x{pod=~"api-a1b2[.]x|api-a1b2-y"}[90s])"#),
      ("a{r='$(revision)'} / b{r='$(revision)'}", "a{r='a1b2'} / b{r='a1b2'}"),
      ("x{y=~\"a$\"} + $(", "x{y=~\"a$\"} + $("),
    ]
  )
  func filled(query: String, expected: String) throws {
    #expect(try variables.filled(into: query) == expected)
  }

  @Test("a window is never shorter than Prometheus can say")
  func shortWindow() throws {
    let variables = QueryVariables(revision: "a", pods: [], window: .zero)
    #expect(try variables.filled(into: "[$(window)]") == "[1s]")
  }

  @Test(
    "what cannot be filled in is refused rather than sent",
    arguments: [
      (
        "x{a=\"$(version)\"}",
        "$(version) means nothing in a query; use $(revision), $(pods) or $(window)"
      ),
      (
        "x{pod=~\"$(pods)\"}",
        "the query asks for $(pods), and the canary has no pods yet; "
          + "wait for them, or select by $(revision)"
      ),
    ]
  )
  func refused(query: String, sentence: String) {
    let variables = QueryVariables(revision: "a", pods: [], window: .seconds(60))
    let error = #expect(throws: PrometheusError.self) { try variables.filled(into: query) }
    #expect(error?.description == sentence)
  }

  @Test("all are asked at once, and each answers for itself in the order given")
  func atOnce() async {
    let waiting = Mutex(0)
    let transport = HandlerTransport { request in
      let isBad = String(decoding: request.body, as: UTF8.self).contains("bad")
      // Nobody is answered before all three have asked.
      waiting.withLock { $0 += 1 }
      while waiting.withLock({ $0 }) < 3 { await Task.yield() }
      return isBad
        ? .text(#"{"status":"error","errorType":"bad_data","error":"no"}"#, status: 400)
        : .text(#"{"status":"success","data":{"resultType":"scalar","result":[1,"0.25"]}}"#)
    }
    let runner = QueryRunner(client: PrometheusClient(transport: transport, base: "http://p"))
    let queries = ["first", "bad", "last"].map { QueryRunner.Query(name: $0, promQL: $0) }
    let readings = await runner.run(queries, with: variables, at: noon)
    #expect(readings.map(\.name) == ["first", "bad", "last"])
    #expect(
      readings.map(\.value) == [
        .success(0.25), .failure(.refused(kind: "bad_data", message: "no")), .success(0.25),
      ]
    )
  }
}
