import JSON
import Testing
import Transport

@Suite("Tables")
struct TableTests {
  private let table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"

  private func cells(
    _ reply: Reply
  ) -> [String: JSONValue] {
    let names = reply.json["columnDefinitions"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
    let cells = reply.json["rows"]?[0]?["cells"]?.arrayValue ?? []
    return Dictionary(zip(names ?? [], cells), uniquingKeysWith: { first, _ in first })
  }

  @Test("a Deployment shows its replicas, and its containers when it is wide")
  func deployment() async {
    let server = TestServer()
    let target = "/apis/apps/v1/namespaces/default/deployments"
    _ = await server.send(.post, target, Samples.deployment("a"))
    server.advance(by: .seconds(90))
    let reply = await server.send(.get, target, accept: table)
    #expect(
      reply.json["rows"]?[0]?["cells"]
        == ["a", "0/1", 0, 0, "90s", "app", "app:v1", "app=a"]
    )
    let wide = reply.json["columnDefinitions"]?.arrayValue?.map { $0["priority"] ?? .null }
    #expect(wide == [0, 0, 0, 0, 0, 1, 1, 1])
  }

  @Test("a pod's status is the reason of its container, then Terminating")
  func pod() async {
    let server = TestServer()
    let target = "/api/v1/namespaces/default/pods"
    let merge = "application/merge-patch+json"
    var held = Samples.pod("a")
    held["metadata"]?["finalizers"] = ["example.com/hold"]
    _ = await server.send(.post, target, held)
    _ = await server.send(
      .patch,
      target + "/a/status",
      [
        "status": [
          "phase": "Running",
          "containerStatuses": [
            [
              "name": "app", "image": "app:v1", "imageID": "", "ready": false, "restartCount": 3,
              "state": ["waiting": ["reason": "CrashLoopBackOff"]],
            ]
          ],
        ]
      ],
      type: merge
    )
    let crashing = cells(await server.send(.get, target, accept: table))
    #expect(crashing["Status"] == "CrashLoopBackOff")
    #expect(crashing["Ready"] == "0/1")
    #expect(crashing["Restarts"] == "3")
    _ = await server.send(.delete, target + "/a")
    let dying = cells(await server.send(.get, target, accept: table))
    #expect(dying["Status"] == "Terminating")
  }

  @Test("a watch of tables sends the columns once")
  func watch() async {
    let server = TestServer()
    let target = "/api/v1/namespaces/default/configmaps"
    _ = await server.send(.post, target, Samples.configMap("a"))
    let watch = await server.watch(target + "?watch=1", accept: table)
    _ = await server.send(.post, target, Samples.configMap("b"))
    let first = await watch.next()
    let second = await watch.next()
    #expect(first?["object"]?["columnDefinitions"]?.arrayValue?.count == 3)
    #expect(second?["object"]?["columnDefinitions"] == [])
    #expect(second?["object"]?["rows"]?[0]?["cells"] == ["b", 1, "0s"])
  }

  @Test("an autoscaler shows each target with what was measured")
  func autoscaler() async {
    let server = TestServer()
    let target = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers"
    _ = await server.send(
      .post,
      target,
      [
        "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
        "metadata": ["name": "h"],
        "spec": [
          "maxReplicas": 5, "scaleTargetRef": ["kind": "Deployment", "name": "d"],
          "metrics": [
            [
              "type": "Resource",
              "resource": [
                "name": "cpu", "target": ["type": "Utilization", "averageUtilization": 70],
              ],
            ]
          ],
        ],
      ]
    )
    let before = cells(await server.send(.get, target, accept: table))
    #expect(before["Targets"] == "cpu: <unknown>/70%")
    _ = await server.send(
      .patch,
      target + "/h/status",
      [
        "status": [
          "currentReplicas": 2, "desiredReplicas": 2,
          "currentMetrics": [
            [
              "type": "Resource",
              "resource": ["name": "cpu", "current": ["averageUtilization": 35]],
            ]
          ],
        ]
      ],
      type: "application/merge-patch+json"
    )
    let after = cells(await server.send(.get, target, accept: table))
    #expect(after["Targets"] == "cpu: 35%/70%")
    #expect(after["Reference"] == "Deployment/d")
  }
}
