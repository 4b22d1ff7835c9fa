import JSON
import Testing
import Transport

@Suite("Defaults of built-in kinds")
struct DefaultsTests {
  @Test("a Deployment comes back with everything that it left out")
  func deployment() async {
    let server = TestServer()
    let reply = await server.send(
      .post,
      "/apis/apps/v1/namespaces/default/deployments",
      Samples.deployment("a")
    )
    #expect(
      reply.json["spec"] == [
        "replicas": 1, "revisionHistoryLimit": 10, "progressDeadlineSeconds": 600,
        "selector": ["matchLabels": ["app": "a"]],
        "strategy": [
          "type": "RollingUpdate",
          "rollingUpdate": ["maxSurge": "25%", "maxUnavailable": "25%"],
        ],
        "template": [
          "metadata": ["labels": ["app": "a"]],
          "spec": [
            "containers": [
              [
                "name": "app", "image": "app:v1", "imagePullPolicy": "IfNotPresent",
                "resources": [:], "terminationMessagePath": "/dev/termination-log",
                "terminationMessagePolicy": "File",
              ]
            ],
            "dnsPolicy": "ClusterFirst", "restartPolicy": "Always",
            "schedulerName": "default-scheduler", "securityContext": [:],
            "terminationGracePeriodSeconds": 30,
          ],
        ],
      ]
    )
  }

  @Test("services get addresses of their own, and keep them")
  func service() async {
    let server = TestServer()
    let services = "/api/v1/namespaces/default/services"
    let first = await server.send(.post, services, Samples.service("a"))
    let second = await server.send(.post, services, Samples.service("b"))
    #expect(first.json["spec"]?["clusterIP"] != second.json["spec"]?["clusterIP"])
    #expect(first.json["spec"]?["ports"] == [["port": 80, "protocol": "TCP", "targetPort": 80]])
    let replaced = await server.send(
      .put,
      services + "/a",
      Samples.service("a", ports: [["port": 81]])
    )
    #expect(replaced.json["spec"]?["clusterIP"] == first.json["spec"]?["clusterIP"])
  }

  @Test(
    "quantities are stored in their canonical form",
    arguments: [
      ("0.5", "500m"), ("1000m", "1"), ("1024Mi", "1Gi"), ("1.5Gi", "1536Mi"), ("100M", "100M"),
      ("1023Ki", "1023Ki"), ("1Ki", "1Ki"), ("512", "512"), ("0.1Gi", "107374182400m"),
    ] as [(String, String)]
  )
  func quantities(given: String, stored: String) async {
    var pod = Samples.pod("a")
    pod["spec"]?["containers"] = [
      ["name": "app", "image": "i", "resources": ["limits": ["memory": .string(given)]]]
    ]
    let reply = await TestServer().send(.post, "/api/v1/namespaces/default/pods", pod)
    let limits = reply.json["spec"]?["containers"]?[0]?["resources"]?["limits"]
    #expect(limits == ["memory": .string(stored)])
  }

  @Test("plain data of a Secret lands encoded in its data")
  func secret() async {
    let reply = await TestServer().send(
      .post,
      "/api/v1/namespaces/default/secrets",
      [
        "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"],
        "stringData": ["password": "hunter2"],
      ]
    )
    #expect(reply.json["data"] == ["password": "aHVudGVyMg=="])
    #expect(reply.json["stringData"] == nil)
    #expect(reply.json["type"] == "Opaque")
  }

  @Test(
    "an autoscaler's bounds are checked",
    arguments: [
      (
        5, 2,
        "HorizontalPodAutoscaler.autoscaling \"h\" is invalid: spec.maxReplicas: Invalid value: 2: must be "
          + "greater than or equal to `minReplicas`"
      ),
      (
        1, 0,
        "HorizontalPodAutoscaler.autoscaling \"h\" is invalid: [spec.maxReplicas: Invalid value: 0: must "
          + "be greater than 0, spec.maxReplicas: Invalid value: 0: must be greater than or equal to "
          + "`minReplicas`]"
      ),
    ] as [(Int64, Int64, String)]
  )
  func autoscaler(least: Int64, most: Int64, message: String) async {
    let reply = await TestServer().send(
      .post,
      "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers",
      [
        "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
        "metadata": ["name": "h"],
        "spec": [
          "minReplicas": .integer(least), "maxReplicas": .integer(most),
          "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "d"],
        ],
      ]
    )
    #expect(reply.message == message)
  }
}
