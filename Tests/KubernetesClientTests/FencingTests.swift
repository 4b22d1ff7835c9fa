import APIMachinery
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Synchronization
import Testing
import Time
import Transport

/// L7: what a client does for somebody whose right to write ends.
struct FencingTests {
  private let server: EmbeddedAPIServer
  private let client: KubernetesClient
  private let isOpen = Flag()
  private let key = ObjectKey(namespace: "default", name: "a")

  private final class Flag: Sendable {
    private let state = Mutex(false)

    var value: Bool {
      get { state.withLock { $0 } }
      set { state.withLock { $0 = newValue } }
    }
  }

  /// Credentials that take so long that the right to write is gone when they come.
  private struct SlowCredentials: CredentialProvider {
    let source = "a slow exec plugin"
    let flag: Flag

    func authorization() async throws(CredentialError) -> String? {
      flag.value = false
      return nil
    }
  }

  init() {
    server = EmbeddedAPIServer(now: { Timestamp(epochSeconds: 1_767_225_600) }, seed: 1)
    let flag = isOpen
    client = KubernetesClient(transport: InProcessTransport(server), origin: "http://server")
      .fenced { flag.value }
  }

  private var writes: [@Sendable (KubernetesClient) async throws -> Void] {
    let key = key
    let object = APIObject(.configMaps, key)
    return [
      { _ = try await $0.create(object, as: .configMaps, fieldManager: "me") },
      { _ = try await $0.replace(object, as: .configMaps, fieldManager: "me") },
      {
        _ = try await $0.serverSideApply(object, as: .configMaps, fieldManager: "me", force: true)
      },
      { _ = try await $0.mergePatch(.configMaps, key, [:], fieldManager: "me") },
      { _ = try await $0.jsonPatch(.configMaps, key, [], fieldManager: "me") },
      { _ = try await $0.patchStatus(.deployments, key, [:], fieldManager: "me") },
      { _ = try await $0.replaceStatus(object, as: .deployments, fieldManager: "me") },
      { _ = try await $0.patchScale(.deployments, key, replicas: 1, fieldManager: "me") },
      { _ = try await $0.delete(.configMaps, key) },
    ]
  }

  @Test("L7: no mutating verb is sent without the right to write, and its error says so")
  func writesAreDropped() async {
    for (index, write) in writes.enumerated() {
      do {
        try await write(client)
        Issue.record("write \(index) was sent")
      } catch {
        let refusal = error as? APIError
        #expect(refusal?.isFenced == true, "write \(index): \(error)")
        #expect(refusal?.isRetriable == false)
      }
    }
    #expect(server.objects.get(.configMaps, key) == nil)
  }

  @Test("L7: reads pass, and writes as long as the right lasts")
  func readsPass() async throws {
    isOpen.value = true
    _ = try await client.create(
      APIObject(.configMaps, key),
      as: .configMaps,
      fieldManager: "me"
    )
    isOpen.value = false
    #expect(try await client.get(.configMaps, key).name == "a")
    #expect(try await client.list(.configMaps).items.isEmpty == false)
    let watch = try await client.watch(
      .configMaps,
      .all,
      WatchOptions(resourceVersion: "1", timeout: .seconds(300))
    )
    var names: [String] = []
    for try await case .added(let object) in watch {
      names.append(object.name)
      break
    }
    #expect(names.count == 1)
  }

  @Test("L7: a right that ends while a token is fetched has ended")
  func slowToken() async throws {
    let flag = isOpen
    flag.value = true
    let slow = KubernetesClient(
      transport: InProcessTransport(server),
      origin: "http://server",
      credentials: SlowCredentials(flag: flag)
    ).fenced { flag.value }
    await #expect(
      throws: APIError.fenced(for: APIOperation(.delete, .configMaps, key))
    ) {
      try await slow.delete(.configMaps, key)
    }
  }
}
