import CurlTransport
import Testing
import Transport

@Suite(
  "TLS",
  .enabled(
    if: TLSFixture.missingTool == nil,
    "\(TLSFixture.missingTool ?? "") is not installed"
  )
)
struct CurlTLSTests {
  let fixture: TLSFixture

  init() throws {
    fixture = try TLSFixture()
  }

  @Test(
    "the right authority is believed, from a file and from memory; without a file there is none"
  )
  func authorities() async throws {
    let server = try TLSServer(fixture, mode: "http1")
    defer { server.stop() }
    let origin = server.origin
    for right in [fixture.file("ca.pem"), try fixture.bytes("ca.pem")] {
      #expect(try await get(origin, TLSOptions(authorities: right)) == "nobody localhost localhost")
    }
    let signer =
      "\(origin): SSL certificate problem: unable to get local issuer certificate; "
      + "give the authority that signed the server's certificate"
    for wrong in [nil, fixture.file("other.pem"), try fixture.bytes("other.pem")] {
      await #expect(throws: TransferError.tls(signer)) {
        try await get(origin, TLSOptions(authorities: wrong))
      }
    }
    let insecure = TLSOptions(authorities: fixture.file("other.pem"), insecureSkipVerify: true)
    #expect(try await get(origin, insecure) == "nobody localhost localhost")
  }

  @Test("a certificate file that cannot be read, or is none, is named")
  func unreadableFiles() async throws {
    let server = try TLSServer(fixture, mode: "http1")
    defer { server.stop() }
    let origin = server.origin
    let missing = "\(fixture.folder)/none.pem"
    let text = "\(fixture.folder)/make.sh"
    let rows = [
      (
        missing,
        "cannot read \(missing): No such file or directory; restore the file or correct its path"
      ),
      (
        text,
        "\(text) holds nothing in PEM form; put a certificate or key with its BEGIN and END lines there"
      ),
    ]
    for (path, sentence) in rows {
      let expected = TransferError.tls("\(origin): \(sentence)")
      let ca = fixture.file("ca.pem")
      await #expect(throws: expected) {
        try await get(origin, TLSOptions(authorities: .file(path)))
      }
      for identity in [
        ClientCertificate(chain: .file(path), key: fixture.file("client.key")),
        ClientCertificate(chain: fixture.file("client.pem"), key: .file(path)),
      ] {
        await #expect(throws: expected) {
          try await get(origin, TLSOptions(authorities: ca, clientCertificate: identity))
        }
      }
    }
    let source = PEMSource.bytes(Array("no certificate".utf8))
    await #expect {
      try await get(
        origin,
        TLSOptions(
          authorities: fixture.file("ca.pem"),
          clientCertificate: ClientCertificate(chain: source, key: source)
        )
      )
    } throws: {
      if case TransferError.tls = $0 { true } else { false }
    }
  }

  @Test("the name in the certificate must be the host, or the server name that was given")
  func names() async throws {
    let server = try TLSServer(fixture, mode: "http1")
    defer { server.stop() }
    let address = "https://127.0.0.1:\(server.port)"
    let authorities = fixture.file("ca.pem")
    await #expect(
      throws: TransferError.tls(
        "\(address): SSL: no alternative certificate subject name matches target host name '127.0.0.1'; "
          + "connect to a name that the certificate has, or give one of them as tls-server-name"
      )
    ) {
      try await get(address, TLSOptions(authorities: authorities))
    }
    let named = TLSOptions(authorities: authorities, serverName: "kubernetes")
    #expect(try await get(address, named) == "nobody kubernetes 127.0.0.1")
    await #expect(
      throws: TransferError.tls(
        "\(address): SSL: no alternative certificate subject name matches target host name 'stranger'; "
          + "connect to a name that the certificate has, or give one of them as tls-server-name"
      )
    ) {
      try await get(address, TLSOptions(authorities: authorities, serverName: "stranger"))
    }
  }

  @Test(
    "a certificate whose time is over or has not come",
    arguments: [
      (
        "expired",
        "certificate has expired; renew the server's certificate, or correct this machine's clock"
      ),
      (
        "early",
        "certificate is not yet valid; correct this machine's clock, or wait until the certificate is valid"
      ),
    ]
  )
  func outOfTime(certificate: String, sentence: String) async throws {
    let server = try TLSServer(fixture, mode: "http1", certificate: certificate)
    defer { server.stop() }
    let origin = server.origin
    await #expect(
      throws: TransferError.tls("\(origin): SSL certificate problem: \(sentence)")
    ) {
      try await get(origin, TLSOptions(authorities: fixture.file("ca.pem")))
    }
  }

  @Test("a server that demands a client certificate gets it, from files and from memory")
  func mutual() async throws {
    let server = try TLSServer(fixture, mode: "mutual")
    defer { server.stop() }
    let origin = server.origin
    var tls = TLSOptions(authorities: fixture.file("ca.pem"))
    let identities = [
      ClientCertificate(chain: fixture.file("client.pem"), key: fixture.file("client.key")),
      ClientCertificate(
        chain: try fixture.bytes("client.pem"),
        key: try fixture.bytes("client.key")
      ),
    ]
    for identity in identities {
      tls.clientCertificate = identity
      #expect(try await get(origin, tls) == "client localhost localhost")
    }
    let stranger = ClientCertificate(
      chain: fixture.file("other.pem"),
      key: fixture.file("other.key")
    )
    for refused in [nil, stranger] {
      tls.clientCertificate = refused
      await #expect {
        try await get(origin, tls)
      } throws: {
        if case TransferError.tls(let text) = $0 { text.contains("alert") } else { false }
      }
    }
  }

  @Test("a server without TLS behind an https address")
  func plainServer() async throws {
    try await withLoopback { _ in
      .ok("plain")
    } _: { _, origin in
      let origin = origin.replacing("http:", with: "https:")
      await #expect {
        try await get(origin, TLSOptions())
      } throws: {
        if case TransferError.tls = $0 { true } else { false }
      }
    }
  }

  @Test("HTTP/2 is negotiated, and a hundred calls at once share one connection")
  func multiplexing() async throws {
    let server = try TLSServer(fixture, mode: "http2")
    defer { server.stop() }
    let origin = server.origin
    try await withTransport(tls: TLSOptions(authorities: fixture.file("ca.pem"))) { transport in
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<100 {
          group.addTask { try await transport.response(to: .call(origin)).body.text }
        }
        var answers: [String] = []
        for try await answer in group { answers.append(answer) }
        #expect(answers == [String](repeating: "connection 1", count: 100))
      }
      let streamed = try await transport.stream(.watch(origin)).body.collect(upTo: 100).text
      #expect(streamed == "connection 1")
    }
  }

  private func get(_ origin: String, _ tls: TLSOptions) async throws -> String {
    let transport = try CurlTransport(tls: tls)
    let answer: Result<HTTPResponse, any Error>
    do {
      answer = .success(try await transport.response(to: .call(origin)))
    } catch {
      answer = .failure(error)
    }
    await transport.shutdown()
    return try answer.get().body.text
  }
}
