import Glibc
import Testing

/// A TLS server on a free port, run by `python3`.
///
/// It answers each request with what it knows of it: client certificate, SNI, `Host`.
@safe
final class TLSServer {
  let port: Int
  private let process: pid_t
  private let output: UnsafeMutablePointer<FILE>

  /// `mode` is `http1`, `mutual` (which demands a client certificate) or `http2`.
  init(_ fixture: TLSFixture, mode: String, certificate: String = "server") throws {
    try fixture.write(mode == "http2" ? Self.http2 : Self.http1, to: "\(mode).py")
    let command =
      "cd '\(fixture.folder)' && exec python3 \(mode).py \(certificate) \(mode) 2>\(mode).log"
    unsafe output = try #require(unsafe popen(command, "r"))
    var line = [CChar](repeating: 0, count: 100)
    let read = unsafe fgets(&line, 100, output)
    try #require(unsafe read != nil, "the server did not start; see \(mode).log")
    let text = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.text
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    try #require(numbers.count == 2)
    port = numbers[0]
    process = pid_t(numbers[1])
  }

  /// Kills, for the child has inherited a signal mask that blocks anything milder from the pool's
  /// thread.
  func stop() {
    kill(process, SIGKILL)
    unsafe pclose(output)
  }

  var origin: String { "https://localhost:\(port)" }

  private static let http1 = """
    import http.server, os, ssl, sys
    names = []
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def do_GET(self):
            peer = self.connection.getpeercert() or {}
            subject = peer.get("subject", ((("", "nobody"),),))[0][0][1]
            text = f"{subject} {names[-1]} {self.headers['Host'].split(':')[0]}".encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)
        def log_message(self, *_): pass
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1] + ".pem", sys.argv[1] + ".key")
    context.sni_callback = lambda _, name, __: names.append(name)
    if sys.argv[2] == "mutual":
        context.load_verify_locations("ca.pem")
        context.verify_mode = ssl.CERT_REQUIRED
    class Server(http.server.ThreadingHTTPServer):
        def finish_request(self, request, address):
            tls = context.wrap_socket(request, server_side=True, do_handshake_on_connect=False)
            try:
                tls.do_handshake()
            except ssl.SSLError:
                while os.read(tls.fileno(), 1000): pass
                raise
            super().finish_request(tls, address)
        def handle_error(self, *_): pass
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_port, os.getpid(), flush=True)
    server.serve_forever()
    """

  /// Enough of HTTP/2 to answer GET: the body is the number of the connection, sent in two frames.
  private static let http2 = """
    import os, socket, ssl, struct, sys, threading
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1] + ".pem", sys.argv[1] + ".key")
    context.set_alpn_protocols(["h2"])
    def frame(kind, flags, stream, payload):
        return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload
    def serve(raw, number):
        tls = context.wrap_socket(raw, server_side=True)
        source = tls.makefile("rb")
        source.read(24)
        tls.sendall(frame(4, 0, 0, b""))
        while head := source.read(9):
            size, kind, flags = int.from_bytes(head[:3], "big"), head[3], head[4]
            stream = int.from_bytes(head[5:], "big")
            source.read(size)
            if kind == 4 and not flags & 1:
                tls.sendall(frame(4, 1, 0, b""))
            if kind == 1:
                body = b"connection %d" % number
                tls.sendall(frame(1, 4, stream, b"\\x88"))
                tls.sendall(frame(0, 0, stream, body[:4]) + frame(0, 1, stream, body[4:]))
    listening = socket.create_server(("127.0.0.1", 0), backlog=300)
    print(listening.getsockname()[1], os.getpid(), flush=True)
    number = 0
    while True:
        raw, _ = listening.accept()
        number += 1
        threading.Thread(target=serve, args=(raw, number), daemon=True).start()
    """
}
