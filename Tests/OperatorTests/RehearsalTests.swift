import APIMachinery
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Operator
import PhysicsResources
import Planning
import Simulation
import Testing
import Time
import Transport

/// What `plan --server` rests on: the server answers to every write, and nothing is changed.
struct RehearsalTests {
  private let wire = WireLog()
  private let clock = VirtualClock(Timestamp(epochSeconds: 1_767_600_000))

  private func server(_ access: AccessSettings = AccessSettings()) throws -> EmbeddedAPIServer {
    let (clock, wire) = (clock, wire)
    let server = EmbeddedAPIServer(
      now: { clock.timestamp },
      seed: 1,
      configuration: .init(
        access: access,
        installsGatewayAPI: true,
        onWrite: { wire.note($0) }
      )
    )
    try server.objects.create(
      .customResourceDefinitions,
      APIObject(CustomResourceDefinition.physicsAPI)
    )
    return server
  }

  private func rehearsal(_ server: EmbeddedAPIServer, token: String? = nil) -> Rehearsal {
    let wire = wire
    let transport = RecordingTransport(base: InProcessTransport(server)) { wire.note($0) }
    let client = KubernetesClient(
      transport: transport,
      origin: "http://server",
      credentials: FixedCredentials(bearerToken: token.map { Secret($0) }, source: "k")
    )
    return Rehearsal(client: client, clock: clock)
  }

  private func plan(_ resource: APIObject, _ children: ObservedChildren = .init()) throws -> Plan {
    Planning.plan(
      Observation(
        now: clock.timestamp,
        resource: try PhysicsAPI(object: resource),
        children: children,
        capabilities: Capabilities(hasGatewayAPI: true, hasCustomMetrics: false)
      )
    )
  }

  /// Every object with its version, and the version of the whole.
  private func versions(_ server: EmbeddedAPIServer) -> [String] {
    let types: [ResourceType] = [
      .physicsAPIs, .deployments, .services, .horizontalPodAutoscalers, .podDisruptionBudgets,
      .controllerRevisions, .configMaps, .httpRoutes, .ingresses, .events,
    ]
    return types.flatMap { type in
      server.objects.list(type).map { "\(type.plural) \($0.key) \($0.uid) \($0.resourceVersion)" }
    } + ["\(server.revision)"]
  }

  private func isAccepted(_ answer: Rehearsal.Answer) -> Bool {
    switch answer {
    case .accepted: true
    case .refused: false
    }
  }

  @Test(
    "D1: all that a new resource needs is accepted, with the server's defaults, and nothing is there afterwards"
  )
  func newResource() async throws {
    let server = try server()
    let before = versions(server)
    let writes = wire.writes.count
    let rehearsal = rehearsal(server)
    let stored = try await rehearsal.stored(DemoManifest(tag: "v1.0.0").object(), over: nil)
    #expect(!stored.uid.isEmpty)
    let plan = try plan(stored)
    #expect(plan.actions.count > 5)
    let answers = await rehearsal.answers(to: plan.actions)
    #expect(answers.allSatisfy(isAccepted), "\(answers)")
    let service = plan.actions.firstIndex { $0.type == .services }
    guard case .accepted(let changes) = answers[try #require(service)] else { return }
    #expect(changes.map { "\($0.path)" }.contains("spec.clusterIP"))
    #expect(versions(server) == before)
    #expect(wire.writes.count == writes)
    #expect(
      wire.requests.allSatisfy { $0.method == .get || $0.target.contains("dryRun=All") }
    )
    #expect(wire.requests.count { $0.method != .get } == plan.actions.count + 1)
  }

  @Test("D1: changes, scalings and deletions are asked for as well, and nothing moves")
  func change() async throws {
    let world = OperatorWorld(WorldSettings(seed: 3))
    try world.installDefinition()
    world.startOperator()
    try world.apply(.physicsAPIs, try DemoManifest(tag: "v1.0.0").object())
    let key = DemoManifest.key
    #expect(world.run(atMost: .seconds(600)) { world.status(of: key).phase == .steady })
    world.killOperator()
    let server = world.cluster.server
    let live = try #require(server.objects.get(.physicsAPIs, key))
    var wanted = live
    wanted.json["spec"]?["scaling"]?["maxReplicas"] = 30
    wanted.json["spec"]?["routing"] = [:]
    let before = versions(server)
    let rehearsal = rehearsal(server)
    let stored = try await rehearsal.stored(wanted, over: live)
    #expect(stored.generation == live.generation + 1)
    var children = ObservedChildren()
    for type in [
      ResourceType.deployments, .services, .horizontalPodAutoscalers, .podDisruptionBudgets,
      .controllerRevisions, .httpRoutes,
    ] {
      for object in server.objects.list(type, namespace: "default")
      where object.label(Keys.service) == key.name { children.insert(object, as: type) }
    }
    let plan = try plan(stored, children)
    #expect(
      Set(plan.actions.map(\.verb)).isSuperset(of: [.apply, .delete]),
      "\(plan.actions.map(\.id))"
    )
    let answers = await rehearsal.answers(to: plan.actions)
    #expect(answers.allSatisfy(isAccepted), "\(answers)")
    let autoscaler = try #require(
      plan.actions.firstIndex { $0.type == .horizontalPodAutoscalers && $0.verb == .apply }
    )
    guard case .accepted(let changes) = answers[autoscaler] else { return }
    #expect(changes.contains { "\($0.path)" == "spec.maxReplicas" && $0.to == 30 })
    #expect(versions(server) == before)
    world.stop()
  }

  @Test("a spec that the server refuses is one sentence")
  func invalid() async throws {
    let server = try server()
    var object = try DemoManifest(tag: "v1.0.0").object()
    object.json["spec"]?["scaling"]?["minReplicas"] = -1
    let error = await #expect(throws: APIError.self) {
      try await rehearsal(server).stored(object, over: nil)
    }
    let sentence = error.map { "\($0)" } ?? ""
    #expect(
      sentence.hasPrefix("cannot create physicsapis.fisica-lab.com default/fisica-api: "),
      "\(sentence)"
    )
    #expect(sentence.contains("spec.scaling.minReplicas"), "\(sentence)")
  }

  @Test("who may not write is told which role lacks which verb, write by write")
  func forbidden() async throws {
    let server = try server(
      AccessSettings(
        authorization: .rbac,
        tokens: [StaticToken(token: "t", user: UserInfo(name: "jane"))]
      )
    )
    let resource = try server.objects.create(
      .physicsAPIs,
      DemoManifest(tag: "v1.0.0").object()
    )
    let plan = try plan(resource)
    let answers = await rehearsal(server, token: "t").answers(to: plan.actions)
    #expect(answers.count == plan.actions.count)
    #expect(!answers.contains(where: isAccepted))
    let index = try #require(plan.actions.firstIndex { $0.key.name == "fisica-api-stable" })
    #expect(
      answers[index]
        == .refused(
          "cannot create services default/fisica-api-stable: services is forbidden: User \"jane\" cannot "
            + "create resource \"services\" in API group \"\" in the namespace \"default\"; let a role "
            + "grant create on it"
        )
    )
  }
}

private struct RecordingTransport: HTTPTransport {
  let base: any HTTPTransport
  let onSend: @Sendable (HTTPRequest) -> Void

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    onSend(request)
    return try await base.response(to: request)
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    onSend(request)
    return try await base.stream(request)
  }
}
