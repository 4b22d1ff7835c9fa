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

@Suite("A verb that somebody asks for")
struct VerbAskerTests {
  private let refusedAtRest = "was refused: no rollout is in flight"

  @Test("is refused at rest, in the words of the table")
  func atRest() async throws {
    let asked = try AskedWorld()
    for verb in [RolloutVerb.promote, .promoteFull, .pause, .resume, .abort] {
      #expect(try await asked.ask(verb) == .refused("\(verb.word) \(refusedAtRest)"))
    }
    #expect(
      try await asked.ask(.retry)
        == .refused(
          "retry was refused: the revision that the spec names is neither rejected nor suspended"
        )
    )
    #expect(asked.status.phase == .steady)
  }

  @Test("is done in flight, and says what the service is at now")
  func inFlight() async throws {
    let asked = try AskedWorld()
    try asked.roll(to: "v1.1.0")
    asked.wait { $0.canary?.stage == .holding }
    let pause = try await asked.ask(.pause)
    #expect(asked.status.phase == .paused)
    #expect(
      pause
        == .done(
          "default/fisica-api: pause keeps the weight and stops advancing; \(asked.status.message)"
        )
    )
    #expect(
      try await asked.ask(.pause)
        == .refused("pause was refused: the rollout is paused already")
    )
    guard case .done = try await asked.ask(.resume) else {
      Issue.record("resume is refused")
      return
    }
    asked.wait { $0.canary?.stage == .holding }
    guard case .done = try await asked.ask(.promote) else {
      Issue.record("promote is refused")
      return
    }
    #expect(asked.status.canary?.step == 1)
    guard case .done(let sentence) = try await asked.ask(.abort) else {
      Issue.record("abort is refused")
      return
    }
    #expect(
      sentence.hasPrefix(
        "default/fisica-api: abort takes the traffic back and rejects the revision; "
      )
    )
    asked.wait { $0.phase == .rolledBack }
    guard case .done = try await asked.ask(.retry) else {
      Issue.record("retry is refused")
      return
    }
    #expect(asked.status.canary != nil)
  }

  @Test("is one merge patch of one annotation, and abort has its own")
  func patch() async throws {
    let (client, server) = try Self.served()
    let asker = VerbAsker(client: client, clock: FastClock())
    let key = DemoManifest.key
    _ = try await asker.ask(.undo(revision: "0123abcd"), of: key, nonce: "n1")
    _ = try await asker.ask(.abort, of: key, nonce: "n2")
    let object = try #require(server.objects.get(.physicsAPIs, key))
    #expect(object.annotation(Keys.request) == "undo=0123abcd@n1")
    #expect(object.annotation(Keys.abort) == "n2")
    #expect(object.generation == 1)
  }

  @Test("is answered as unanswered after ten seconds without an operator")
  func unanswered() async throws {
    let (client, _) = try Self.served()
    let clock = FastClock()
    let asker = VerbAsker(client: client, clock: clock)
    let asked = try await asker.ask(.pause, of: DemoManifest.key, nonce: "1")
    let before = clock.timestamp
    #expect(
      try await asker.outcome(of: .pause, asked: asked, nonce: "1")
        == .unanswered(
          "no operator has answered; pause stays written down and is carried out as soon as one "
            + "does: check that physics-operator runs and looks after namespace default"
        )
    )
    #expect(clock.timestamp - before >= .seconds(10))
  }

  @Test("of a service that is not there names those that are")
  func unknown() async throws {
    let (client, _) = try Self.served()
    let asker = VerbAsker(client: client, clock: FastClock())
    let key = ObjectKey(namespace: "default", name: "fisica")
    await #expect(throws: ServiceReadError.unknown(key, others: ["fisica-api"])) {
      _ = try await asker.ask(.pause, of: key, nonce: "1")
    }
    #expect(
      "\(ServiceReadError.unknown(key, others: ["fisica-api"]))"
        == "there is no physicsapi default/fisica; namespace default has fisica-api"
    )
    let elsewhere = ObjectKey(namespace: "shop", name: "fisica-api")
    await #expect(throws: ServiceReadError.unknown(elsewhere, others: [])) {
      _ = try await asker.ask(.pause, of: elsewhere, nonce: "1")
    }
    #expect(
      "\(ServiceReadError.unknown(elsewhere, others: []))"
        == "there is no physicsapi shop/fisica-api; check its name and its namespace (-n)"
    )
  }

  @Test("of a kind that the cluster does not know says how to install it")
  func noDefinition() async throws {
    let server = EmbeddedAPIServer(now: { Timestamp(epochSeconds: 1_767_600_000) }, seed: 1)
    let client = KubernetesClient(transport: InProcessTransport(server), origin: "http://server")
    await #expect(throws: ServiceReadError.noDefinition) {
      _ = try await ServiceReader(client: client).resource(DemoManifest.key)
    }
    #expect(
      "\(ServiceReadError.noDefinition)"
        == "the cluster does not know the kind PhysicsAPI; install it with: physics-operator crd | "
        + "kubectl apply -f -"
    )
  }

  @Test("without the right to read or to write is refused with the role that is missing")
  func forbidden() async throws {
    let access = AccessSettings(
      authorization: .rbac,
      tokens: [StaticToken(token: "t", user: UserInfo(name: "eve", groups: []))]
    )
    let (client, _) = try Self.served(access, token: "t")
    do throws(ServiceReadError) {
      _ = try await ServiceReader(client: client).resource(DemoManifest.key)
      Issue.record("eve may read")
    } catch {
      #expect(
        "\(error)"
          == "cannot get physicsapis.fisica-lab.com default/fisica-api: "
          + "physicsapis.fisica-lab.com \"fisica-api\" is forbidden: User \"eve\" cannot get resource "
          + "\"physicsapis\" in API group \"fisica-lab.com\" in the namespace \"default\"; let a role "
          + "grant get on it"
      )
    }
  }

  static func served(
    _ access: AccessSettings = AccessSettings(),
    token: String? = nil
  ) throws -> (KubernetesClient, EmbeddedAPIServer) {
    let server = EmbeddedAPIServer(
      now: { Timestamp(epochSeconds: 1_767_600_000) },
      seed: 1,
      configuration: .init(access: access)
    )
    try server.objects.create(
      .customResourceDefinitions,
      APIObject(CustomResourceDefinition.physicsAPI)
    )
    try server.objects.create(.physicsAPIs, try DemoManifest(tag: "v1.0.0").object())
    let client = KubernetesClient(
      transport: InProcessTransport(server),
      origin: "http://server",
      credentials: FixedCredentials(bearerToken: token.map { Secret($0) }, source: "k")
    )
    return (client, server)
  }
}
