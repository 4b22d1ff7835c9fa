import JSON
import Testing
import Transport

@Suite("Evictions")
struct EvictionTests {
  @Test("a budget that allows nothing refuses, one that allows a pod is spent by it")
  func budget() async {
    let server = TestServer()
    let pods = "/api/v1/namespaces/default/pods"
    let budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets"
    _ = await server.send(.post, pods, Samples.pod("a"))
    _ = await server.send(
      .post,
      budgets,
      [
        "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": ["name": "b"],
        "spec": ["minAvailable": 1, "selector": ["matchLabels": ["app": "a"]]],
      ]
    )
    let eviction: JSONValue = [
      "apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "a"],
    ]
    let refused = await server.send(.post, pods + "/a/eviction", eviction)
    #expect(refused.status == 429)
    #expect(
      refused.message == "Cannot evict pod as it would violate the pod's disruption budget."
    )
    _ = await server.send(
      .patch,
      budgets + "/b/status",
      ["status": ["disruptionsAllowed": 1, "currentHealthy": 2, "desiredHealthy": 1]],
      type: "application/merge-patch+json"
    )
    let allowed = await server.send(.post, pods + "/a/eviction", eviction)
    #expect(allowed.status == 201)
    #expect(await server.send(HTTPRequest.Method.get, pods + "/a").status == 404)
    let spent = await server.send(.get, budgets + "/b")
    #expect(spent.json["status"]?["disruptionsAllowed"] == 0)
  }
}
