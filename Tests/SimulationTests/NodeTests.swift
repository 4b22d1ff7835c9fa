import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time

@Suite("Nodes and what they do to pods")
struct NodeTests {
  private func pod(_ spec: JSONValue = [:], cpu: JSONValue = "500m") -> JSONValue {
    var pod: JSONValue = [
      "apiVersion": "v1", "kind": "Pod",
      "metadata": ["name": "lonely", "namespace": "default"],
      "spec": [
        "containers": [
          ["name": "api", "image": "api:1", "resources": ["requests": ["cpu": cpu]]]
        ]
      ],
    ]
    for field in spec.objectValue ?? [:] { pod["spec"]?[field.key] = field.value }
    return pod
  }

  private func condition(_ object: APIObject?, _ type: String) -> JSONValue? {
    object?.status["conditions"]?.arrayValue?.first { $0["type"]?.stringValue == type }
  }

  private func node(_ world: TestWorld, _ name: String) -> APIObject? {
    world.objects.get(.nodes, ObjectKey(namespace: "", name: name))
  }

  private static let noVictims =
    "preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod."
  private static let noHelp =
    "preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."

  @Test(
    "a pod without a node is told why, node by node",
    arguments: [
      (
        ["nodeSelector": ["disk": "ssd"]], "500m",
        "3 node(s) didn't match Pod's node affinity/selector. \(noHelp)"
      ),
      ([:], "9", "3 Insufficient cpu. \(noHelp)"),
    ] as [(JSONValue, JSONValue, String)]
  )
  func refused(spec: JSONValue, cpu: JSONValue, reasons: String) {
    let world = TestWorld(seed: 501)
    world.install(pod(spec, cpu: cpu), .pods)
    world.run(seconds: 3)
    let message = "0/3 nodes are available: \(reasons)"
    let scheduled = condition(world.object(.pods, "lonely"), "PodScheduled")
    #expect(scheduled?["reason"] == "Unschedulable")
    #expect(scheduled?["message"] == .string(message))
    let events = world.objects.list(.coreEvents).filter { $0.json["reason"] == "FailedScheduling" }
    #expect(events.map { $0.json["message"] } == [.string(message)])
  }

  @Test("full nodes, cordoned ones and tainted ones are counted apart")
  func mixed() throws {
    let world = TestWorld(seed: 502)
    world.install(TestObjects.deployment(replicas: 3, cpu: "8"), .deployments)
    world.run(seconds: 5)
    for (name, spec) in [
      ("node-1", ["unschedulable": true]),
      ("node-2", ["taints": [["key": "dedicated", "value": "gpu", "effect": "NoSchedule"]]]),
    ] as [(String, JSONValue)] {
      var object = try #require(node(world, name))
      object.json["spec"] = spec
      try world.objects.update(.nodes, object)
    }
    world.install(pod(), .pods)
    world.run(seconds: 3)
    #expect(
      condition(world.object(.pods, "lonely"), "PodScheduled")?["message"]
        == .string(
          "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint "
            + "{dedicated: gpu}, 1 node(s) were unschedulable. preemption: 0/3 nodes are available: "
            + "1 No preemption victims found for incoming pod, 2 Preemption is not helpful for "
            + "scheduling."
        )
    )
    #expect(node(world, "node-1")?.spec["taints"]?[0]?["key"] == "node.kubernetes.io/unschedulable")
  }

  @Test("a pod goes where its selector and its tolerations lead it")
  func placed() throws {
    let world = TestWorld(seed: 503)
    var object = try #require(node(world, "node-3"))
    object.json["spec"] = [
      "taints": [["key": "dedicated", "value": "gpu", "effect": "NoSchedule"]]
    ]
    try world.objects.update(.nodes, object)
    world.install(
      pod([
        "nodeSelector": ["kubernetes.io/hostname": "node-3"],
        "tolerations": [["key": "dedicated", "operator": "Exists"]],
      ]),
      .pods
    )
    world.run(seconds: 3)
    #expect(world.object(.pods, "lonely")?.spec["nodeName"] == "node-3")
  }

  @Test("uncordoning takes the taint away again")
  func uncordon() throws {
    let world = TestWorld(seed: 504)
    for isCordoned in [true, false] {
      var object = try #require(node(world, "node-1"))
      var spec = object.spec
      spec["unschedulable"] = isCordoned ? true : nil
      object.json["spec"] = spec
      try world.objects.update(.nodes, object)
      world.run(seconds: 2)
      let taints = node(world, "node-1")?.spec["taints"]?.arrayValue?.count ?? 0
      #expect(taints == (isCordoned ? 1 : 0))
    }
  }

  @Test(
    "a lost node is Unknown and tainted after 40 s, and its pods are marked for deletion after 300 s more"
  )
  func lost() throws {
    let world = TestWorld(seed: 505)
    world.install(TestObjects.deployment(), .deployments)
    world.run(seconds: 60)
    let victim = try #require(world.pods().first { $0.spec["nodeName"] == "node-2" })
    world.cluster.lose(node: "node-2")
    world.run(seconds: 41)
    let ready = condition(node(world, "node-2"), "Ready")
    #expect(ready?["status"] == "Unknown")
    #expect(ready?["reason"] == "NodeStatusUnknown")
    #expect(ready?["message"] == "Kubelet stopped posting node status.")
    #expect(
      node(world, "node-2")?.spec["taints"]?.arrayValue?.map { $0["effect"] }
        == ["NoSchedule", "NoExecute"]
    )
    world.run(seconds: 290)
    #expect(world.object(.pods, victim.name)?.isBeingDeleted == false)
    world.run(seconds: 12)
    let dying = try #require(world.object(.pods, victim.name))
    #expect(dying.isBeingDeleted)
    #expect(condition(dying, "DisruptionTarget")?["reason"] == "DeletionByTaintManager")
    world.run(seconds: 120)
    #expect(world.object(.pods, victim.name) != nil, "nobody is there to end it")
    #expect(world.readyReplicas("api-v1") == 3)
    try world.objects.delete(.nodes, ObjectKey(namespace: "", name: "node-2"))
    world.run(seconds: 5)
    #expect(world.object(.pods, victim.name) == nil)
  }

  @Test("a pod with a shorter toleration leaves earlier, one without any at once")
  func tolerationSeconds() {
    let world = TestWorld(seed: 506)
    let toleration: JSONValue = [
      "key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute",
      "tolerationSeconds": 10,
    ]
    world.install(
      pod(["nodeName": "node-2", "tolerations": [toleration]]),
      .pods
    )
    world.run(seconds: 30)
    world.cluster.lose(node: "node-2")
    world.run(seconds: 45)
    #expect(world.object(.pods, "lonely")?.isBeingDeleted == false)
    world.run(seconds: 10)
    #expect(world.object(.pods, "lonely")?.isBeingDeleted == true)
  }
}
