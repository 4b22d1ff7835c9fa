import JSON
import Testing
import Transport

@Suite("The server's metrics")
struct RequestMetricsTests {
  @Test("requests are counted by verb, resource, scope and code, as kube-apiserver counts them")
  func counts() async {
    let server = TestServer()
    let maps = "/api/v1/namespaces/default/configmaps"
    _ = await server.send(.post, maps, Samples.configMap("a"))
    _ = await server.send(.post, maps, Samples.configMap("a"))
    _ = await server.send(.get, maps)
    _ = await server.send(.get, "/api/v1/configmaps")
    _ = await server.send(.get, "/version")
    let reply = await server.send(.get, "/metrics")
    let lines = reply.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    func line(_ code: Int, _ scope: String, _ verb: String) -> Substring {
      "apiserver_request_total{code=\"\(code)\",component=\"apiserver\",dry_run=\"\",group=\"\",resource=\"configmaps\",scope=\"\(scope)\",subresource=\"\",verb=\"\(verb)\",version=\"v1\"} 1"
    }
    #expect(
      lines == [
        line(200, "cluster", "LIST"), line(200, "namespace", "LIST"), line(201, "resource", "POST"),
        line(409, "resource", "POST"),
      ]
    )
  }

  @Test("paths that nobody serves leave no line, whatever is made up")
  func inventedPaths() async {
    let server = TestServer()
    let pods = "/api/v1/namespaces/default/pods"
    for path in [
      "/api/v1/x%22y", "/apis/a%0Ab/v1/pods", "/apis/apps/v9/deployments", pods + "/p/a%22b",
    ] {
      #expect(await server.send(.get, path).status == 404)
    }
    let reply = await server.send(.get, "/metrics")
    #expect(reply.text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
  }
}
