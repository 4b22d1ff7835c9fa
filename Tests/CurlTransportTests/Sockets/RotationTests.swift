import APIMachinery
import ControllerRuntime
import CurlTransport
import EmbeddedAPIServer
import FoundationEssentials
import HTTPListener
import JSON
import KubernetesClient
import Testing
import Transport

/// A life through libcurl over TLS in which everything that proves who is who is replaced while it goes on.
@Suite(
  "Sockets: certificates and tokens that rotate",
  .enabled(if: TLSFixture.missingTool == nil, "\(TLSFixture.missingTool ?? "") is not installed"),
  .timeLimit(.minutes(2))
)
struct RotationTests {
  let fixture: TLSFixture
  private static let account = ObjectKey(namespace: "default", name: "default")

  init() throws {
    fixture = try TLSFixture()
  }

  @Test(
    "authorities and client certificates in files rotate: no event is missed and no call fails for good"
  )
  func certificates() async throws {
    let world = try SocketWorld(access: AccessSettings(acceptsCertificates: true))
    try copy("client", to: "me")
    try concatenate(["ca.pem"], to: "trust.pem")
    let tls = TLSOptions(
      authorities: fixture.file("trust.pem"),
      clientCertificate: ClientCertificate(
        chain: fixture.file("me.pem"),
        key: fixture.file("me.key")
      )
    )
    let listeners = try (
      settings("server", believing: "ca.pem"), settings("next", believing: "other.pem")
    )
    try await SocketWorld.serving(world.server, tls: listeners.0) { first in
      try await SocketWorld.serving(world.server, tls: listeners.1) { second in
        let cable = try FaultyCable(to: first)
        try await live(in: world, through: cable, tls: tls, FixedCredentials()) { step in
          try await step("as it began") {}
          try await step("the new authority is believed as well") {
            try concatenate(["ca.pem", "other.pem"], to: "trust.pem")
          }
          try await step("server and client have certificates of the new authority") {
            try copy("renewed", to: "me")
            cable.replug(to: second)
          }
          try await step("the old authority is forgotten") {
            try concatenate(["other.pem"], to: "trust.pem")
            cable.cut()
          }
          try await step("the files are gone, empty or half written for a moment") {
            try FileManager.default.removeItem(atPath: "\(fixture.folder)/me.pem")
            try fixture.write("", to: "me.key")
            try fixture.write("-----BEGIN CERTIFICATE-----\nMII", to: "trust.pem")
            cable.cut()
          }
        }
        cable.stop()
      }
    }
  }

  @Test(
    "R14: tokens of a ServiceAccount in a file rotate: read again in time, kept while unreadable, renewed after a 401"
  )
  func tokens() async throws {
    let world = try SocketWorld(access: AccessSettings(administratorToken: "administrator"))
    try world.server.objects.create(
      .serviceAccounts,
      APIObject(.serviceAccounts, Self.account)
    )
    let clock = QuickClock()
    let path = "\(fixture.folder)/token"
    let issue = {
      try fixture.write(
        try world.server.issueToken(for: Self.account, lifetime: .seconds(600)),
        to: "token"
      )
    }
    try issue()
    let credentials = TokenFileCredentials(path: path, clock: clock) { path throws(FileError) in
      guard let data = FileManager.default.contents(atPath: path) else { throw .missing }
      return [UInt8](data)
    }
    try await SocketWorld.serving(world.server, tls: try settings("server", believing: nil)) {
      port in
      let cable = try FaultyCable(to: port)
      let tls = TLSOptions(authorities: fixture.file("ca.pem"))
      try await live(in: world, through: cable, tls: tls, credentials) { step in
        try await step("the first token") {}
        try await step("a new token before the old one expires") {
          world.clock.advance(by: .seconds(500))
          try issue()
          try await clock.sleep(for: TokenFileCredentials.rereadAfter)
          world.clock.advance(by: .seconds(200))
          cable.cut()
        }
        try await step("the file is gone while the kubelet swaps it") {
          try FileManager.default.removeItem(atPath: path)
          try await clock.sleep(for: TokenFileCredentials.rereadAfter)
          cable.cut()
        }
        try await step("the token was revoked: a new one is there, and is read after the 401") {
          try issue()
          _ = try await credentials.authorization()
          world.clock.advance(by: .seconds(700))
          try issue()
          cable.cut()
        }
        try await step("the token expired before its successor came: the file is empty for a while")
        {
          world.clock.advance(by: .seconds(700))
          try fixture.write("", to: "token")
          cable.cut()
          try await clock.sleep(for: .seconds(30))
          try issue()
        }
      }
      cable.stop()
    }
  }

  /// Runs an informer and a writer; after each step both must have come through, within the back-offs of a minute.
  private func live(
    in world: SocketWorld,
    through cable: FaultyCable,
    tls: TLSOptions,
    _ credentials: any CredentialProvider,
    _ story: (_ step: (String, () async throws -> Void) async throws -> Void) async throws -> Void
  ) async throws {
    try await withTransport(tls: tls) { transport in
      let client = KubernetesClient(
        transport: transport,
        origin: "https://localhost:\(cable.port)",
        credentials: credentials
      )
      try await SocketWorld.following(with: client) { informer, values in
        var value = 0
        try await story { name, change in
          try await change()
          value += 1
          try await write(value, through: client, name)
          await values.wait(for: value)
        }
        #expect(values.all == Array(1...value))
        #expect(informer.statistics.lists == 1)
      }
    }
  }

  /// Like a controller's pass: it comes again when it failed.
  private func write(_ value: Int, through client: KubernetesClient, _ step: String) async throws {
    let clock = QuickClock()
    var failures: [APIError] = []
    while failures.count < 60 {
      do throws(APIError) {
        var object = try await client.get(.configMaps, SocketWorld.counter)
        object.json["data"] = ["value": .string(String(value))]
        _ = try await client.replace(object, as: .configMaps, fieldManager: "test")
        return
      } catch {
        failures.append(error)
      }
      try await clock.sleep(for: .seconds(2))
    }
    Issue.record("\(step): \(failures.map { "\($0)" })")
  }

  private func settings(_ name: String, believing authority: String?) throws -> TLSSettings {
    try TLSSettings(
      certificateChain: fixture.pem("\(name).pem"),
      privateKey: fixture.pem("\(name).key"),
      clientAuthorities: authority.map { fixture.pem($0) }
    )
  }

  private func copy(_ name: String, to other: String) throws {
    for kind in ["pem", "key"] { try concatenate(["\(name).\(kind)"], to: "\(other).\(kind)") }
  }

  private func concatenate(_ names: [String], to other: String) throws {
    let text = names.map { String(decoding: fixture.pem($0).bytes, as: UTF8.self) }.joined()
    try fixture.write(text, to: other)
  }
}
