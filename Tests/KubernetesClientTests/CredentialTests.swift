import APIMachinery
import EmbeddedAPIServer
import KubernetesClient
import Synchronization
import Testing
import Time
import Transport

struct CredentialTests {
  /// A file that someone rewrites, and a clock that the test moves.
  private final class TokenFile: Sendable {
    private struct State {
      var content: String?
      var reads = 0
    }

    private let state: Mutex<State>
    let clock = ManualClock()

    init(_ content: String?) {
      state = Mutex(State(content: content))
    }

    var reads: Int { state.withLock(\.reads) }

    func write(_ content: String?) {
      state.withLock { $0.content = content }
    }

    var credentials: TokenFileCredentials {
      TokenFileCredentials(path: "/sa/token", clock: clock) { _ throws(FileError) in
        let content = self.state.withLock { state in
          state.reads += 1
          return state.content
        }
        guard let content else { throw .unreadable(cause: "gone") }
        return Array(content.utf8)
      }
    }
  }

  @Test("a token file is read again after a minute, because it is rotated, and not before")
  func rotation() async throws {
    let file = TokenFile("first\n")
    let credentials = file.credentials
    #expect(try await credentials.authorization() == "Bearer first")
    file.write("second")
    file.clock.advance(by: .milliseconds(59_999))
    #expect(try await credentials.authorization() == "Bearer first")
    #expect(file.reads == 1)
    file.clock.advance(by: .milliseconds(1))
    #expect(try await credentials.authorization() == "Bearer second")
    #expect(file.reads == 2)
  }

  @Test(
    "a token is kept while its file cannot be read, or is empty",
    arguments: [nil, "", " \n", "two words"]
  )
  func kept(content: String?) async throws {
    let file = TokenFile("first")
    let credentials = file.credentials
    _ = try await credentials.authorization()
    file.write(content)
    file.clock.advance(by: .seconds(600))
    #expect(try await credentials.authorization() == "Bearer first")
    #expect(await credentials.refresh(after: "Bearer first") == false)
    file.write("second")
    #expect(try await credentials.authorization() == "Bearer second", "it is tried again")
  }

  @Test("R14: a refused token is read anew at once; another try makes sense only with another one")
  func refresh() async throws {
    let file = TokenFile("first")
    let credentials = file.credentials
    _ = try await credentials.authorization()
    #expect(await credentials.refresh(after: "Bearer first") == false)
    file.write("second")
    #expect(await credentials.refresh(after: "Bearer first") == true)
    #expect(await credentials.refresh(after: "Bearer first") == true, "another request's refusal")
    #expect(try await credentials.authorization() == "Bearer second")
  }

  @Test("a token file that is missing or empty from the start is one sentence")
  func missingToken() async {
    let expected = CredentialError(
      "cannot read the token file /sa/token: gone; mount it or correct its path"
    )
    await #expect(throws: expected) { try await TokenFile(nil).credentials.authorization() }
    let noToken = CredentialError(
      "the token file /sa/token holds no token; write one into it"
    )
    await #expect(throws: noToken) { try await TokenFile("").credentials.authorization() }
  }

  @Test(
    "R14: after a 401 a call is repeated once with the new token, and only if there is one",
    arguments: [true, false],
    [true, false]
  )
  func repeatedOnce(isRotated: Bool, watches: Bool) async throws {
    let requests = Mutex(0)
    let server = EmbeddedAPIServer(
      now: { Timestamp(epochSeconds: 1_767_225_600) },
      seed: 1,
      configuration: .init(
        access: AccessSettings(administratorToken: "second"),
        onRequest: { _ in requests.withLock { $0 += 1 } }
      )
    )
    let file = TokenFile("first")
    let client = KubernetesClient(
      transport: InProcessTransport(server),
      origin: "http://server",
      credentials: file.credentials
    )
    let isRefused = await isUnauthorized { _ = try await client.get(.namespaces, Self.key) }
    #expect(isRefused)
    #expect(requests.withLock { $0 } == 1, "the same token is not tried twice")
    if isRotated { file.write("second") }
    let options = WatchOptions(resourceVersion: "1", timeout: .seconds(300))
    let isStillRefused = await isUnauthorized {
      if watches {
        _ = try await client.watch(.namespaces, .all, options)
      } else {
        _ = try await client.get(.namespaces, Self.key)
      }
    }
    #expect(isStillRefused == !isRotated)
    #expect(requests.withLock { $0 } == (isRotated ? 3 : 2))
  }

  private static let key = ObjectKey(namespace: "", name: "default")

  private func isUnauthorized(_ call: () async throws -> Void) async -> Bool {
    do {
      try await call()
      return false
    } catch {
      return (error as? APIError)?.isUnauthorized ?? false
    }
  }

  @Test("a token that is printed by mistake does not show")
  func redaction() {
    let configuration = ClusterConfiguration(
      server: "http://h",
      tls: .init(
        clientCertificate: .init(
          chain: .file(path: "/me.crt"),
          key: .inline(Secret(Array("KEY".utf8)))
        )
      ),
      credentials: .bearerToken(Secret("t0ken")),
      namespace: "",
      source: ""
    )
    var dumped = ""
    dump(configuration, to: &dumped)
    for text in ["\(configuration)", String(reflecting: configuration), dumped] {
      #expect(!text.contains("t0ken"))
      #expect(!text.contains("75"))
      #expect(text.contains("(secret)"))
    }
  }
}
