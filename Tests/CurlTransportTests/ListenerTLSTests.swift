import CurlTransport
import HTTPListener
import Testing
import Transport

/// The listener with TLS, as libcurl sees it.
@Suite(
  "HTTPS listener",
  .enabled(
    if: TLSFixture.missingTool == nil,
    "\(TLSFixture.missingTool ?? "") is not installed"
  )
)
struct ListenerTLSTests {
  let fixture: TLSFixture

  init() throws {
    fixture = try TLSFixture()
  }

  @Test("clients who believe the authority get in, and are told apart by their certificates")
  func identities() async throws {
    let tls = try settings(clientAuthorities: "ca.pem")
    try await withListener(tls) { origin in
      let nobody = try await get(origin)
      #expect(nobody == "https nobody")
      let alice = ClientCertificate(
        chain: fixture.file("alice.pem"),
        key: fixture.file("alice.key")
      )
      for count in [1, 3] {
        let name = try await get(origin, alice, count: count)
        #expect(name == "https alice of devs,system:masters")
      }
    }
  }

  @Test(
    "a client certificate that somebody else has signed, or that has expired, fails the handshake"
  )
  func strangers() async throws {
    let tls = try settings(clientAuthorities: "ca.pem")
    try await withListener(tls) { origin in
      for name in ["other", "expired"] {
        let stranger = ClientCertificate(
          chain: fixture.file("\(name).pem"),
          key: fixture.file("\(name).key")
        )
        await #expect {
          try await get(origin, stranger)
        } throws: { error in
          switch error {
          case TransferError.tls, TransferError.interrupted: true
          default: false
          }
        }
      }
    }
  }

  @Test("without client authorities nobody is asked for a certificate")
  func noClientAuthorities() async throws {
    try await withListener(try settings(clientAuthorities: nil)) { origin in
      let alice = ClientCertificate(
        chain: fixture.file("alice.pem"),
        key: fixture.file("alice.key")
      )
      let nobody = try await get(origin, alice)
      #expect(nobody == "https nobody")
    }
  }

  @Test("a stream goes out piece by piece through TLS, and stopping the listener ends it")
  func streaming() async throws {
    let (body, writer) = ByteStream.make(bufferingBytes: 100) {}
    writer.write(Array("one".utf8))
    let handler = ClosureHandler { _ in
      StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    }
    try await withListener(try settings(clientAuthorities: nil), handler) { origin in
      try await withTransport(tls: TLSOptions(authorities: fixture.file("ca.pem"))) { transport in
        let response = try await transport.stream(.watch(origin))
        var pieces = response.body.makeAsyncIterator()
        let one = try await pieces.next()?.text
        #expect(one == "one")
        writer.write(Array("two".utf8))
        let two = try await pieces.next()?.text
        #expect(two == "two")
      }
    }
  }

  @Test("files that are no certificates or keys, or do not belong together, are named")
  func badFiles() throws {
    let (text, ca) = ("make.sh", "ca.pem")
    let refusal = { (chain: String, key: String, authorities: String?) -> String? in
      do throws(TLSSettingsError) {
        _ = try TLSSettings(
          certificateChain: fixture.pem(chain),
          privateKey: fixture.pem(key),
          clientAuthorities: authorities.map { fixture.pem($0) }
        )
        return nil
      } catch {
        return error.description
      }
    }
    #expect(refusal("server.pem", "server.key", ca) == nil)
    #expect(
      refusal(text, "server.key", ca)
        == "make.sh holds no certificate in PEM form; give a file with a BEGIN CERTIFICATE block"
    )
    #expect(
      refusal("server.pem", text, ca)
        == "make.sh holds no usable private key in PEM form; give one without a passphrase, with a "
        + "BEGIN PRIVATE KEY block"
    )
    #expect(
      refusal("server.pem", "server.key", text)
        == "make.sh holds no certificate in PEM form; give a file with a BEGIN CERTIFICATE block"
    )
    #expect(
      refusal("server.pem", "client.key", ca)
        == "client.key is not the key of the certificate in server.pem; give the key that belongs "
        + "to it"
    )
  }

  private func settings(clientAuthorities: String?) throws -> TLSSettings {
    try TLSSettings(
      certificateChain: fixture.pem("server.pem"),
      privateKey: fixture.pem("server.key"),
      clientAuthorities: clientAuthorities.map { fixture.pem($0) }
    )
  }

  /// The answer to the last of several requests on one connection.
  private func get(
    _ origin: String,
    _ certificate: ClientCertificate? = nil,
    count: Int = 1
  ) async throws -> String {
    let tls = TLSOptions(authorities: fixture.file("ca.pem"), clientCertificate: certificate)
    let transport = try CurlTransport(tls: tls)
    var answer: Result<String, any Error> = .success("")
    do {
      for _ in 0..<count {
        answer = .success(try await transport.response(to: .call(origin)).body.text)
      }
    } catch {
      answer = .failure(error)
    }
    await transport.shutdown()
    return try answer.get()
  }

  private func withListener(
    _ tls: TLSSettings,
    _ handler: ClosureHandler = ClosureHandler { request in
      let client = request.clientIdentity.map {
        "\($0.commonName) of \($0.organizations.joined(separator: ","))"
      }
      return .ok("\(request.origin.prefix { $0 != ":" }) \(client ?? "nobody")")
    },
    _ test: (_ origin: String) async throws -> Void
  ) async throws {
    let (ports, ready) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(address: ListenAddress(), handler: handler, tls: tls) { port in
      ready.yield(port)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      for await port in ports {
        try await test("https://localhost:\(port)")
        break
      }
      group.cancelAll()
    }
  }
}
