import KubernetesClient
import Synchronization
import Testing

struct CredentialTests {
  /// Stands for a file that someone rewrites.
  private final class TokenFile: Sendable {
    let content = Mutex("first\n")
  }

  @Test("a token file is read anew for every request, because it is rotated")
  func rotation() async throws {
    let file = TokenFile()
    let credentials = TokenFileCredentials(path: "/sa/token") { _ in
      file.content.withLock { Array($0.utf8) }
    }
    #expect(try await credentials.authorization() == "Bearer first")
    file.content.withLock { $0 = "second" }
    #expect(try await credentials.authorization() == "Bearer second")
  }

  @Test("a token file that is missing or empty is one sentence")
  func missingToken() async {
    let missing = TokenFileCredentials(path: "/sa/token") { _ throws(FileError) in
      throw .unreadable(cause: "gone")
    }
    let expected = CredentialError(
      "cannot read the token file /sa/token: gone; mount it or correct its path"
    )
    await #expect(throws: expected) { try await missing.authorization() }
    let empty = TokenFileCredentials(path: "/sa/token") { _ in [] }
    let noToken = CredentialError(
      "the token file /sa/token holds no token; write one into it"
    )
    await #expect(throws: noToken) { try await empty.authorization() }
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
