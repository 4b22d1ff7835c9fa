import APIMachinery
import JSON
import Testing
import Transport

/// `pods/eviction` against budgets in every state that the real one tells apart.
@Suite("Evictions")
struct EvictionTests {
  private let pods = "/api/v1/namespaces/default/pods"
  private let budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets"
  private let merge = "application/merge-patch+json"
  private let eviction: JSONValue = [
    "apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "a"],
  ]

  /// A server with one running pod `a`.
  private func server(isReady: Bool = true, phase: JSONValue = "Running") async -> TestServer {
    let server = TestServer()
    _ = await server.send(.post, pods, Samples.pod("a"))
    let ready: JSONValue = ["type": "Ready", "status": isReady ? "True" : "False"]
    _ = await server.send(
      .patch,
      pods + "/a/status",
      ["status": ["phase": phase, "conditions": [ready]]],
      type: merge
    )
    return server
  }

  private func addBudget(
    _ name: JSONValue = "b",
    _ spec: JSONValue = [:],
    status: JSONValue? = nil,
    to server: TestServer
  ) async {
    var budget: JSONValue = [
      "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": ["name": name],
      "spec": ["minAvailable": 1, "selector": ["matchLabels": ["app": "a"]]],
    ]
    for field in spec.objectValue ?? [:] { budget["spec"]?[field.key] = field.value }
    _ = await server.send(.post, budgets, budget)
    guard let status else { return }
    _ = await server.send(
      .patch,
      "\(budgets)/\(name.stringValue ?? "")/status",
      ["status": status],
      type: merge
    )
  }

  private func status(_ allowed: Int64, healthy: Int64, desired: Int64, seen: Int64 = 1)
    -> JSONValue
  {
    [
      "disruptionsAllowed": .integer(allowed), "currentHealthy": .integer(healthy),
      "desiredHealthy": .integer(desired), "observedGeneration": .integer(seen), "expectedPods": 2,
    ]
  }

  @Test("a budget that allows nothing refuses, in the words that kubectl drain waits for")
  func refused() async {
    let server = await server()
    await addBudget(status: status(0, healthy: 1, desired: 1), to: server)
    let reply = await server.send(.post, pods + "/a/eviction", eviction)
    #expect(reply.status == 429)
    #expect(reply.reason == "TooManyRequests")
    #expect(reply.message == "Cannot evict pod as it would violate the pod's disruption budget.")
    #expect(
      reply.json["details"]?["causes"] == [
        [
          "reason": "DisruptionBudget",
          "message": "The disruption budget b needs 1 healthy pods and has 1 currently",
        ]
      ]
    )
  }

  @Test("a budget that its controller has not seen refuses for ten seconds")
  func unseen() async {
    let server = await server()
    await addBudget(to: server)
    let reply = await server.send(.post, pods + "/a/eviction", eviction)
    #expect(reply.status == 429)
    #expect(
      reply.json["details"]?["causes"]?[0]?["message"]
        == "The disruption budget b is still being processed by the server."
    )
    #expect(reply.json["details"]?["retryAfterSeconds"] == 10)
    #expect(reply.headers["Retry-After"] == "10")
  }

  @Test("a budget that allows a pod is spent by it, and notes for whom")
  func spent() async {
    let server = await server()
    await addBudget(status: status(1, healthy: 2, desired: 1), to: server)
    let reply = await server.send(.post, pods + "/a/eviction", eviction)
    #expect(reply.status == 201)
    #expect(reply.json["status"] == "Success")
    #expect(await server.send(HTTPRequest.Method.get, pods + "/a").status == 404)
    let budget = await server.send(.get, budgets + "/b")
    #expect(budget.json["status"]?["disruptionsAllowed"] == 0)
    #expect(budget.json["status"]?["disruptedPods"]?["a"] != nil)
  }

  @Test("two budgets on one pod are an error of the server, whatever they allow")
  func twoBudgets() async {
    let server = await server()
    await addBudget(status: status(1, healthy: 2, desired: 1), to: server)
    await addBudget("c", status: status(1, healthy: 2, desired: 1), to: server)
    let reply = await server.send(.post, pods + "/a/eviction", eviction)
    #expect(reply.status == 500)
    #expect(
      reply.message
        == "This pod has more than one PodDisruptionBudget, which the eviction subresource does "
        + "not support."
    )
  }

  @Test(
    "pods that serve nobody yet or any more go whatever the budget says",
    arguments: ["Pending", "Succeeded", "Failed"] as [JSONValue]
  )
  func beyondBudgets(phase: JSONValue) async {
    let server = await server(phase: phase)
    await addBudget(status: status(0, healthy: 0, desired: 1), to: server)
    #expect(await server.send(.post, pods + "/a/eviction", eviction).status == 201)
  }

  @Test(
    "an unready pod costs nothing when its budget is met without it, or says so",
    arguments: [
      (policy: nil, healthy: 1, desired: 1, code: 201),
      (policy: nil, healthy: 0, desired: 1, code: 429),
      (policy: "IfHealthyBudget", healthy: 0, desired: 1, code: 429),
      (policy: nil, healthy: 0, desired: 0, code: 429),
      (policy: "AlwaysAllow", healthy: 0, desired: 1, code: 201),
    ] as [(policy: JSONValue?, healthy: Int64, desired: Int64, code: Int)]
  )
  func unhealthy(policy: JSONValue?, healthy: Int64, desired: Int64, code: Int) async {
    let server = await server(isReady: false)
    let spec: JSONValue = policy.map { ["unhealthyPodEvictionPolicy": $0] } ?? [:]
    await addBudget("b", spec, status: status(0, healthy: healthy, desired: desired), to: server)
    #expect(await server.send(.post, pods + "/a/eviction", eviction).status == code)
    let budget = await server.send(.get, budgets + "/b")
    #expect(budget.json["status"]?["disruptedPods"] == nil)
  }

  @Test("a pod with a grace period ends with the condition that says why")
  func disruptionTarget() async {
    let server = await server()
    _ = await server.send(
      .post,
      pods + "/a/binding",
      ["apiVersion": "v1", "kind": "Binding", "target": ["kind": "Node", "name": "n"]]
    )
    #expect(await server.send(.post, pods + "/a/eviction", eviction).status == 201)
    let dying = await server.send(.get, pods + "/a").object
    #expect(dying.isBeingDeleted)
    let condition = dying.status["conditions"]?.arrayValue?.last
    #expect(condition?["type"] == "DisruptionTarget")
    #expect(condition?["reason"] == "EvictionByEvictionAPI")
    #expect(condition?["message"] == "Eviction API: evicting")
  }

  @Test("a dry run spends nothing and evicts nobody")
  func dryRun() async {
    let server = await server()
    await addBudget(status: status(1, healthy: 2, desired: 1), to: server)
    let before = await server.send(.get, pods + "/a")
    #expect(await server.send(.post, pods + "/a/eviction?dryRun=All", eviction).status == 201)
    #expect(await server.send(.get, pods + "/a").text == before.text)
    let budget = await server.send(.get, budgets + "/b")
    #expect(budget.json["status"]?["disruptionsAllowed"] == 1)
  }
}
