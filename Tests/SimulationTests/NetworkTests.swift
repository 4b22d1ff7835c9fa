import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time

@Suite("Endpoints, gateways and addresses")
struct NetworkTests {
  private func slices(_ world: TestWorld, of service: String = "api") -> [APIObject] {
    world.objects.list(.endpointSlices).filter {
      $0.label("kubernetes.io/service-name") == service
    }
  }

  private func service(_ edit: (inout JSONValue) -> Void) -> JSONValue {
    var service = TestObjects.service()
    if var spec = service["spec"] {
      edit(&spec)
      service["spec"] = spec
    }
    return service
  }

  @Test("an endpoint says where its pod runs, and whether it is ready, serving or on its way out")
  func conditions() throws {
    let world = TestWorld(seed: 601)
    world.install(TestObjects.deployment(), .deployments)
    world.install(TestObjects.service(), .services)
    world.run(seconds: 60)
    let victim = try #require(world.pods().first)
    try world.objects.delete(.pods, victim.key)
    world.run(seconds: 3)
    let endpoints = slices(world).first?.json["endpoints"]?.arrayValue ?? []
    let dying = endpoints.first { $0["targetRef"]?["uid"] == .string(victim.uid) }
    #expect(dying?["conditions"] == ["ready": false, "serving": true, "terminating": true])
    let node = try #require(victim.spec["nodeName"]?.stringValue)
    #expect(dying?["nodeName"]?.stringValue == node)
    #expect(dying?["zone"] == .string("zone-\(node.suffix(1))"))
    let object = try #require(world.object(.endpoints, "api"))
    let addresses = object.json["subsets"]?[0]?["addresses"]?.arrayValue ?? []
    #expect(addresses.count == 2)
    #expect(!addresses.contains { $0["targetRef"]?["uid"] == .string(victim.uid) })
    #expect(
      object.json["subsets"]?[0]?["ports"] == [["name": "http", "port": 8000, "protocol": "TCP"]]
    )
  }

  @Test("pods that are not ready wait apart, unless the Service publishes them")
  func notReady() throws {
    let world = TestWorld(seed: 602)
    world.install(TestObjects.deployment(image: "api:1-neverready", replicas: 2), .deployments)
    world.install(TestObjects.service(), .services)
    world.run(seconds: 30)
    let subset = world.object(.endpoints, "api")?.json["subsets"]?[0]
    #expect(subset?["notReadyAddresses"]?.arrayValue?.count == 2)
    #expect(subset?["addresses"] == nil)
    world.change(.services, "api") { $0.json["spec"]?["publishNotReadyAddresses"] = true }
    world.run(seconds: 3)
    let published = world.object(.endpoints, "api")?.json["subsets"]?[0]
    #expect(published?["addresses"]?.arrayValue?.count == 2)
    let conditions = slices(world).first?.json["endpoints"]?[0]?["conditions"]
    #expect(conditions == ["ready": true, "serving": false, "terminating": false])
  }

  @Test("a slice holds a hundred endpoints, and keeps them when others go")
  func manySlices() {
    var settings = ClusterSettings(seed: 603)
    settings.nodeCores = 64
    let world = TestWorld(settings)
    world.install(TestObjects.deployment(replicas: 230, preStop: 0), .deployments)
    world.install(TestObjects.service(), .services)
    world.run(seconds: 60)
    let counts = slices(world).map { $0.json["endpoints"]?.arrayValue?.count ?? 0 }
    #expect(counts.sorted() == [30, 100, 100])
    let uids = slices(world).flatMap { $0.json["endpoints"]?.arrayValue ?? [] }
      .compactMap { $0["targetRef"]?["uid"]?.stringValue }
    #expect(Set(uids).count == 230)
    #expect(
      world.object(.endpoints, "api")?.json["subsets"]?[0]?["addresses"]?.arrayValue?.count == 230
    )
    world.change(.deployments, "api-v1") { $0.json["spec"]?["replicas"] = 3 }
    world.run(seconds: 30)
    let left = slices(world).map { $0.json["endpoints"]?.arrayValue?.count ?? 0 }
    #expect(left.reduce(0, +) == 3)
  }

  @Test("Endpoints go with their Service")
  func endpointsGo() throws {
    let world = TestWorld(seed: 604)
    world.install(TestObjects.deployment(), .deployments)
    world.install(TestObjects.service(), .services)
    world.run(seconds: 60)
    #expect(world.object(.endpoints, "api") != nil)
    try world.objects.delete(.services, TestWorld.application)
    world.run(seconds: 3)
    #expect(world.object(.endpoints, "api") == nil)
    #expect(slices(world) == [])
  }

  @Test("every namespace has its account and its certificate, and default the API's Service")
  func namespaceDefaults() throws {
    let world = TestWorld(seed: 605)
    world.install(
      ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]],
      .namespaces
    )
    world.run(seconds: 2)
    for namespace in ["default", "kube-node-lease", "kube-public", "kube-system", "shop"] {
      let account = ObjectKey(namespace: namespace, name: "default")
      #expect(world.objects.get(.serviceAccounts, account) != nil, "\(namespace)")
      let map = ObjectKey(namespace: namespace, name: "kube-root-ca.crt")
      #expect(world.objects.get(.configMaps, map)?.json["data"]?["ca.crt"] != nil, "\(namespace)")
    }
    #expect(world.object(.services, "kubernetes")?.spec["clusterIP"] == "10.96.0.1")
    #expect(slices(world, of: "kubernetes").count == 1)
    #expect(world.object(.endpoints, "kubernetes") != nil)
    try world.objects.delete(.serviceAccounts, ObjectKey(namespace: "shop", name: "default"))
    world.run(seconds: 2)
    #expect(
      world.objects.get(.serviceAccounts, ObjectKey(namespace: "shop", name: "default")) != nil
    )
    try world.objects.delete(.namespaces, ObjectKey(namespace: "", name: "shop"))
    world.run(seconds: 5)
    #expect(world.objects.get(.namespaces, ObjectKey(namespace: "", name: "shop")) == nil)
  }

  private func conditions(_ json: JSONValue?) -> [String] {
    (json?["conditions"]?.arrayValue ?? []).map { condition in
      ["type", "status", "reason"].map { condition[$0]?.stringValue ?? "" }.joined(separator: " ")
    }
  }

  private func installGateway(_ world: TestWorld, from: JSONValue = "Same") {
    world.install(
      [
        "apiVersion": "gateway.networking.k8s.io/v1", "kind": "GatewayClass",
        "metadata": ["name": "simulated"], "spec": ["controllerName": "simulation/gateway"],
      ],
      .gatewayClasses
    )
    world.install(
      [
        "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway",
        "metadata": ["name": "public", "namespace": "default"],
        "spec": [
          "gatewayClassName": "simulated",
          "listeners": [
            [
              "name": "http", "port": 80, "protocol": "HTTP",
              "allowedRoutes": ["namespaces": ["from": from]],
            ]
          ],
        ],
      ],
      .gateways
    )
  }

  @Test("a class of ours is accepted, its Gateway programmed, and the Gateway counts its routes")
  func programsGateways() throws {
    let world = TestWorld(seed: 606)
    installGateway(world)
    world.install(TestObjects.service(), .services)
    world.install(TestObjects.route([("api", 100)]), .httpRoutes)
    world.run(seconds: 5)
    let accepted = world.objects.get(.gatewayClasses, ObjectKey(namespace: "", name: "simulated"))
    #expect(conditions(accepted?.status) == ["Accepted True Accepted"])
    let gateway = try #require(world.object(.gateways, "public"))
    #expect(
      conditions(gateway.status) == ["Accepted True Accepted", "Programmed True Programmed"]
    )
    let listener = gateway.status["listeners"]?[0]
    #expect(listener?["attachedRoutes"] == 1)
    #expect(
      conditions(listener) == [
        "Accepted True Accepted", "Programmed True Programmed", "ResolvedRefs True ResolvedRefs",
      ]
    )
    #expect(gateway.status["conditions"]?[0]?["observedGeneration"]?.intValue == gateway.generation)
  }

  @Test(
    "a route's parents say why it is not served",
    arguments: [
      (
        ["backendRefs": [["name": "ghost", "port": 80]]], [:],
        ["Accepted True Accepted", "ResolvedRefs False BackendNotFound"]
      ),
      (
        ["backendRefs": [["name": "api", "kind": "Bucket", "group": "storage.io"]]], [:],
        ["Accepted True Accepted", "ResolvedRefs False InvalidKind"]
      ),
      (
        ["backendRefs": [["name": "api", "namespace": "other", "port": 80]]], [:],
        ["Accepted True Accepted", "ResolvedRefs False RefNotPermitted"]
      ),
      (
        ["backendRefs": [["name": "api", "port": 80]]], ["sectionName": "https"],
        ["Accepted False NoMatchingParent", "ResolvedRefs True ResolvedRefs"]
      ),
      (
        ["backendRefs": [["name": "api", "port": 80]]], [:],
        ["Accepted True Accepted", "ResolvedRefs True ResolvedRefs"]
      ),
    ] as [(JSONValue, JSONValue, [String])]
  )
  func routes(rule: JSONValue, parent: JSONValue, expected: [String]) {
    let world = TestWorld(seed: 607)
    installGateway(world)
    world.install(TestObjects.service(), .services)
    var route = TestObjects.route([("api", 1)])
    route["spec"]?["rules"] = [rule]
    var reference: JSONValue = ["name": "public"]
    for field in parent.objectValue ?? [:] { reference[field.key] = field.value }
    route["spec"]?["parentRefs"] = [reference]
    world.install(route, .httpRoutes)
    world.run(seconds: 5)
    #expect(conditions(world.object(.httpRoutes, "api")?.status["parents"]?[0]) == expected)
  }

  @Test("a Gateway of another controller's class is left to that controller")
  func foreignGateways() {
    let world = TestWorld(seed: 608)
    installGateway(world)
    _ = try? world.objects.delete(.gatewayClasses, ObjectKey(namespace: "", name: "simulated"))
    world.install(
      [
        "apiVersion": "gateway.networking.k8s.io/v1", "kind": "GatewayClass",
        "metadata": ["name": "simulated"], "spec": ["controllerName": "example.com/other"],
      ],
      .gatewayClasses
    )
    world.install(TestObjects.route([("api", 100)]), .httpRoutes)
    world.run(seconds: 5)
    #expect(conditions(world.object(.gateways, "public")?.status) == [])
    #expect(world.object(.httpRoutes, "api")?.status["parents"]?.arrayValue ?? [] == [])
  }

  @Test("Ingresses and load balancers get an address")
  func addresses() {
    let world = TestWorld(seed: 609)
    world.install(service { $0["type"] = "LoadBalancer" }, .services)
    world.install(
      [
        "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
        "metadata": ["name": "api", "namespace": "default"],
        "spec": ["defaultBackend": ["service": ["name": "api", "port": ["number": 80]]]],
      ],
      .ingresses
    )
    world.run(seconds: 2)
    for type in [ResourceType.services, .ingresses] {
      let status = world.object(type, "api")?.status
      #expect(status?["loadBalancer"]?["ingress"]?[0]?["ip"] == "172.18.255.1")
    }
  }
}
