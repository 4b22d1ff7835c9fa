import APIMachinery
import JSON
import PhysicsResources
import Testing

@Suite("Verbs by annotation")
struct RequestTests {
  private func api(_ annotations: JSONValue, handled: String = "") throws -> PhysicsAPI {
    var object = Samples.minimal(with: annotations, at: "metadata.annotations")
    object.json["status"] = ["lastHandledRequest": .string(handled)]
    return try PhysicsAPI(object: object)
  }

  @Test(
    "a request is a verb and a nonce",
    arguments: [
      ("promote@1", .promote), ("promote-full@1", .promoteFull), ("pause@1", .pause),
      ("resume@a@b", .resume), ("retry@2026-01-01T00:00:00Z", .retry),
      ("undo@1", .undo(revision: nil)), ("undo=9f8e7d6c@1", .undo(revision: "9f8e7d6c")),
    ] as [(String, RolloutVerb)]
  )
  func verbs(token: String, verb: RolloutVerb) throws {
    let pending = try api([Keys.request: .string(token)]).pendingRequests
    #expect(pending.requests == [RolloutRequest(verb: verb, token: token)])
    #expect(pending.findings.isEmpty)
    let nonce = String(token.split(separator: "@", maxSplits: 1)[1])
    #expect(RolloutRequest.annotation(verb, nonce: nonce).value == token)
  }

  @Test(
    "what is no request becomes a finding with the verbs to choose from",
    arguments: ["promote", "promote@", "abort@1", "undo=@1", "explode@1", "@1"]
  )
  func unknown(token: String) throws {
    let pending = try api([Keys.request: .string(token)]).pendingRequests
    #expect(pending.requests.isEmpty)
    #expect(
      pending.findings.map(\.description) == [
        "metadata.annotations[fisica-lab.com/request]: must be <verb>@<nonce> with a verb of promote, "
          + "promote-full, pause, resume, retry, undo or undo=<revision>, not \"\(token)\""
      ]
    )
  }

  @Test("a request is handled once")
  func handledOnce() throws {
    let api = try api([Keys.request: "retry@1"], handled: "retry@1")
    #expect(api.pendingRequests.requests.isEmpty)
    #expect(api.pendingRequests.findings.isEmpty)
  }

  @Test("abort has its own annotation and comes first")
  func abortFirst() throws {
    let api = try api([Keys.request: "promote@1", Keys.abort: "2"])
    #expect(api.pendingRequests.requests.map(\.verb) == [.abort, .promote])
    #expect(RolloutRequest.annotation(.abort, nonce: "2") == (Keys.abort, "2"))
  }
}
