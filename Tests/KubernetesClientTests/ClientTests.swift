import APIMachinery
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Testing
import Time
import Transport

/// The client against the embedded API server, in one process.
struct ClientTests {
  private let server: EmbeddedAPIServer
  private let client: KubernetesClient
  private let key = ObjectKey(namespace: "default", name: "a")

  init() {
    server = EmbeddedAPIServer(now: { Timestamp(epochSeconds: 1_767_225_600) }, seed: 1)
    client = KubernetesClient(transport: InProcessTransport(server), origin: "http://server")
  }

  private func configMap(_ value: String) -> APIObject {
    var object = APIObject(.configMaps, key)
    object.json["data"] = ["value": .string(value)]
    return object
  }

  private var deployment: APIObject {
    var object = APIObject(.deployments, key)
    object.json["spec"] = [
      "replicas": 1, "selector": ["matchLabels": ["app": "a"]],
      "template": [
        "metadata": ["labels": ["app": "a"]],
        "spec": ["containers": [["name": "c", "image": "i:1"]]],
      ],
    ]
    return object
  }

  private func value(of object: APIObject?) -> String? {
    object?.json["data"]?["value"]?.stringValue
  }

  @Test("create, get, replace and delete an object")
  func life() async throws {
    let created = try await client.create(configMap("1"), as: .configMaps, fieldManager: "me")
    #expect(try await client.get(.configMaps, key) == created)
    var changed = created
    changed.json["data"] = ["value": "2"]
    let replaced = try await client.replace(changed, as: .configMaps, fieldManager: "me")
    #expect(value(of: replaced) == "2")
    await #expect(throws: APIError.self) {
      try await client.replace(changed, as: .configMaps, fieldManager: "me")
    }
    #expect(try await client.delete(.configMaps, key) == nil)
    #expect(server.objects.get(.configMaps, key) == nil)
  }

  @Test("each refusal is recognised")
  func refusals() async throws {
    let missing = await error { try await $0.get(.configMaps, key) }
    #expect(missing?.isNotFound == true)
    let created = try await client.create(configMap("1"), as: .configMaps, fieldManager: "me")
    let twice = await error {
      try await $0.create(configMap("1"), as: .configMaps, fieldManager: "me")
    }
    #expect(twice?.isAlreadyExists == true)
    _ = try await client.replace(configMap("2"), as: .configMaps, fieldManager: "me")
    let stale = await error { try await $0.replace(created, as: .configMaps, fieldManager: "me") }
    #expect(stale?.isConflict == true)
    let options = DeleteOptions(uid: "another")
    let namesake = await error { try await $0.delete(.configMaps, key, options) }
    #expect(namesake?.isConflict == true)
  }

  @Test("a foreign field is a conflict that force takes over")
  func apply() async throws {
    let mine = try await client.serverSideApply(
      configMap("1"),
      as: .configMaps,
      fieldManager: "me",
      force: false
    )
    #expect(value(of: mine) == "1")
    let conflict = await error {
      try await $0.serverSideApply(
        configMap("2"),
        as: .configMaps,
        fieldManager: "you",
        force: false
      )
    }
    #expect(conflict?.isConflict == true)
    #expect(conflict?.status?.causes.map(\.reason) == ["FieldManagerConflict"])
    let forced = try await client.serverSideApply(
      configMap("2"),
      as: .configMaps,
      fieldManager: "you",
      force: true
    )
    #expect(value(of: forced) == "2")
  }

  @Test("patches of both formats change what they name")
  func patches() async throws {
    _ = try await client.create(configMap("1"), as: .configMaps, fieldManager: "me")
    let merged = try await client.mergePatch(
      .configMaps,
      key,
      ["data": ["value": "2"]],
      fieldManager: "me"
    )
    #expect(value(of: merged) == "2")
    let patched = try await client.jsonPatch(
      .configMaps,
      key,
      [
        ["op": "test", "path": "/data/value", "value": "2"],
        ["op": "replace", "path": "/data/value", "value": "3"],
      ],
      fieldManager: "me"
    )
    #expect(value(of: patched) == "3")
  }

  @Test("replicas change through scale, status through its own door")
  func subresources() async throws {
    let created = try await client.create(deployment, as: .deployments, fieldManager: "me")
    let scale = try await client.patchScale(.deployments, key, replicas: 3, fieldManager: "me")
    #expect(scale.kind == "Scale")
    #expect(server.objects.get(.deployments, key)?.spec["replicas"] == 3)
    let stale = await error {
      try await $0.patchScale(
        .deployments,
        key,
        replicas: 4,
        resourceVersion: created.resourceVersion,
        fieldManager: "me"
      )
    }
    #expect(stale?.isConflict == true)
    var patched = try await client.patchStatus(
      .deployments,
      key,
      ["status": ["replicas": 2]],
      fieldManager: "me"
    )
    #expect(patched.status["replicas"] == 2)
    patched.json["status"] = ["replicas": 1]
    let replaced = try await client.replaceStatus(patched, as: .deployments, fieldManager: "me")
    #expect(replaced.status["replicas"] == 1)
  }

  @Test("D1: a dry run answers as if, and stores nothing")
  func dryRun() async throws {
    let would = try await client.create(
      configMap("1"),
      as: .configMaps,
      fieldManager: "me",
      dryRun: true
    )
    #expect(value(of: would) == "1")
    #expect(server.objects.get(.configMaps, key) == nil)
  }

  @Test("D1: a dry run of a deletion deletes nothing, although its options are in the body")
  func dryDeletion() async throws {
    let live = try server.objects.create(.configMaps, configMap("1"))
    for client in [client, client.rehearsing] {
      try await client.delete(.configMaps, key, DeleteOptions(uid: live.uid), dryRun: true)
    }
    try await client.rehearsing.delete(.configMaps, key, DeleteOptions(uid: live.uid))
    #expect(server.objects.get(.configMaps, key) == live)
  }

  @Test("pages cover the collection once")
  func pages() async throws {
    for name in ["a", "b", "c", "d", "e"] {
      try server.objects.create(
        .configMaps,
        APIObject(.configMaps, ObjectKey(namespace: "default", name: name))
      )
    }
    var options = ListOptions(limit: 2)
    var names: [String] = []
    repeat {
      let page = try await client.list(
        .configMaps,
        ResourceSelection(namespace: "default"),
        options
      )
      names += page.items.map(\.name)
      options.continueToken = page.continueToken
    } while options.continueToken != nil
    #expect(names.filter { $0.count == 1 } == ["a", "b", "c", "d", "e"])
  }

  @Test("a watch goes on where a list was read")
  func watch() async throws {
    let selection = ResourceSelection(namespace: "default")
    let list = try await client.list(.configMaps, selection)
    let options = WatchOptions(resourceVersion: list.resourceVersion, timeout: .seconds(300))
    let stream = try await client.watch(.configMaps, selection, options)
    let created = try server.objects.create(.configMaps, configMap("1"))
    try server.objects.delete(.configMaps, key)
    var events: [WatchEvent] = []
    for try await event in stream {
      events.append(event)
      if events.count == 2 { break }
    }
    #expect(events.first == .added(created))
    guard case .deleted(let object) = events.last else {
      Issue.record("no deletion")
      return
    }
    #expect(object.key == key)
  }

  @Test("a refused watch is the server's refusal, not an empty stream")
  func refusedWatch() async throws {
    let unknown = ResourceType(
      group: "no.such",
      version: "v1",
      kind: "X",
      plural: "xs",
      isNamespaced: true
    )
    let options = WatchOptions(resourceVersion: "", timeout: .seconds(300))
    let refused = await error { try await $0.watch(unknown, .all, options) }
    #expect(refused?.isNotFound == true)
  }

  @Test("discovery tells which types are served; a group that is not there serves none")
  func discovery() async throws {
    let served = try await client.servedTypes(group: "apps", version: "v1")
    #expect(served.contains(.deployments))
    #expect(try await client.servedTypes(group: "custom.metrics.k8s.io", version: "v1beta1") == [])
  }

  @Test("any other path can be read")
  func version() async throws {
    let json = try JSONValue(parsing: try await client.read("/version"))
    #expect(json["major"]?.stringValue == "1")
  }

  @Test("a token that is not accepted is one sentence with the cure")
  func unauthorized() async throws {
    let guarded = EmbeddedAPIServer(
      now: { Timestamp(epochSeconds: 0) },
      seed: 1,
      configuration: .init(access: .init(administratorToken: "right"))
    )
    func client(_ token: String) -> KubernetesClient {
      KubernetesClient(
        transport: InProcessTransport(guarded),
        origin: "http://server",
        credentials: FixedCredentials(bearerToken: Secret(token), source: "/k.yaml")
      )
    }
    _ = try await client("right").read("/version")
    let refused = await error(client("expired")) { try await $0.list(.pods) }
    #expect(
      refused?.description
        == "cannot list pods: the server did not accept the credentials; "
        + "log in again or renew the token in /k.yaml"
    )
  }

  private func error<Result>(
    _ client: KubernetesClient? = nil,
    _ call: (KubernetesClient) async throws -> Result
  ) async -> APIError? {
    do {
      _ = try await call(client ?? self.client)
      return nil
    } catch {
      return error as? APIError
    }
  }
}
