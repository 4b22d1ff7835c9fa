import CurlTransport
import Testing
import Transport

/// Ways in which a server leaves a client alone, each with what the client says of it.
struct SocketFault: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let scheme: String
  let serve: @Sendable (RawConnection) -> Void
  let error: @Sendable (_ origin: String) -> TransferError
  /// What the client grants: moments where the server is silent, else enough for a busy machine.
  let limits: TransferLimits

  private init(
    _ description: String,
    scheme: String = "http",
    granting limits: TransferLimits = patient,
    _ serve: @escaping @Sendable (RawConnection) -> Void,
    error: @escaping @Sendable (_ origin: String) -> TransferError
  ) {
    testDescription = description
    self.scheme = scheme
    self.limits = limits
    self.serve = serve
    self.error = error
  }

  /// Short enough for a thousand silences in a minute.
  private static let idle = limits(idle: .milliseconds(50))
  private static let connect = limits(connect: .milliseconds(50))
  private static let patient = limits()

  private static func limits(
    connect: Duration = .seconds(60),
    idle: Duration = .seconds(60)
  ) -> TransferLimits {
    TransferLimits(connect: connect, total: nil, idle: idle, bodyBytes: 1_000)
  }

  private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
  private static let line = #"{"type":"ADDED","object":{"metadata":{"name":"a"}}}"#

  private static func head(_ connection: RawConnection) { _ = connection.readHead() }

  private static func interrupted(_ cause: String) -> @Sendable (String) -> TransferError {
    { .interrupted("GET \($0)/watch: \(cause)") }
  }

  private static func silence(_ origin: String) -> TransferError {
    .timedOut("no byte of GET \(origin)/watch for 0.05 seconds")
  }

  /// The head of a TLS record of 122 bytes that never come.
  private static let halfHello = "\u{16}\u{3}\u{3}\u{0}\u{7a}"

  static let all = [
    SocketFault("closes before the head", head, error: interrupted("Empty reply from server")),
    SocketFault("closes within the head") {
      head($0)
      $0.send("HTTP/1.1 200 OK\r\nContent-Ty")
    } error: {
      interrupted("the connection ended within the head of the answer")($0)
    },
    SocketFault("closes within a line, between two chunks") {
      head($0)
      $0.send("\(chunked)5\r\n\(line.prefix(5))\r\n")
    } error: {
      interrupted("transfer closed with outstanding read data remaining")($0)
    },
    SocketFault("closes within a chunk") {
      head($0)
      $0.send("\(chunked)ff\r\n\(line)")
    } error: {
      interrupted("transfer closed with outstanding read data remaining")($0)
    },
    SocketFault("resets within the body") {
      head($0)
      $0.send("\(chunked)ff\r\n\(line)")
      $0.resetOnClose()
    } error: {
      interrupted("Recv failure: Connection reset by peer")($0)
    },
    SocketFault("is silent before the head", granting: idle) {
      head($0)
      $0.waitForClose()
    } error: {
      silence($0)
    },
    SocketFault("is silent within the body", granting: idle) {
      head($0)
      $0.send("\(chunked)5\r\n\(line.prefix(5))\r\n")
      $0.waitForClose()
    } error: {
      silence($0)
    },
    SocketFault("closes within the handshake", scheme: "https") {
      _ = $0.readSomething()
      $0.send(halfHello)
    } error: {
      .interrupted("\($0): the server closed the connection within the TLS handshake")
    },
    SocketFault("is silent within the handshake", scheme: "https", granting: connect) {
      $0.send(halfHello)
      $0.waitForClose()
    } error: {
      .timedOut("connecting to \($0) took longer than 0.05 seconds")
    },
  ]
}
