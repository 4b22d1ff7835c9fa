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
  ///
  /// Of the first connection: `/goaway` is answered after a GOAWAY that lets it pass, `/refuse` meets one that does not, after
  /// `/silence` nothing is answered any more, and `/watch` stays open.
  private static let http2 = """
    import os, socket, ssl, struct, sys, threading
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1] + ".pem", sys.argv[1] + ".key")
    context.set_alpn_protocols(["h2"])
    def frame(kind, flags, stream, payload):
        return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload
    def path(block):
        # Literal fields of HPACK, with names of the static table; :path has index 4.
        for name in [b"/goaway", b"/refuse", b"/silence", b"/hold", b"/path", b"/watch"]:
            if name in block or huffman[name] in block: return name.decode()
        return ""
    codes = {"/": (0x18, 6), "a": (3, 5), "c": (4, 5), "d": (0x24, 6), "e": (5, 5), "f": (0x25, 6),
             "g": (0x26, 6), "h": (0x27, 6), "i": (6, 5), "l": (0x28, 6), "n": (0x2a, 6), "o": (7, 5),
             "p": (0x2b, 6), "r": (0x2c, 6), "s": (8, 5), "t": (9, 5), "u": (0x2d, 6), "w": (0x78, 7), "y": (0x7a, 7)}
    def pack(text):
        bits = "".join(format(codes[c][0], "0%db" % codes[c][1]) for c in text)
        return int(bits[:len(bits) // 8 * 8], 2).to_bytes(len(bits) // 8, "big")
    huffman = {name.encode(): pack(name) for name in ["/goaway", "/refuse", "/silence", "/hold", "/path", "/watch"]}
    def serve(raw, number):
        tls = context.wrap_socket(raw, server_side=True)
        source = tls.makefile("rb")
        source.read(24)
        tls.sendall(frame(4, 0, 0, b""))
        silent = False
        while head := source.read(9):
            size, kind, flags = int.from_bytes(head[:3], "big"), head[3], head[4]
            stream = int.from_bytes(head[5:], "big")
            payload = source.read(size)
            if silent:
                continue
            if kind == 4 and not flags & 1:
                tls.sendall(frame(4, 1, 0, b""))
            if kind == 1:
                wanted = path(payload) if number == 1 else ""
                if wanted == "/goaway":
                    tls.sendall(frame(7, 0, 0, struct.pack(">II", 0x7fffffff, 0)))
                if wanted == "/refuse":
                    tls.sendall(frame(7, 0, 0, struct.pack(">II", stream - 2, 0)))
                    continue
                if wanted == "/silence":
                    silent = True
                    continue
                body = b"connection %d" % number
                tls.sendall(frame(1, 4, stream, b"\\x88"))
                tls.sendall(frame(0, 0, stream, body[:4]))
                if wanted != "/hold":
                    tls.sendall(frame(0, 1, stream, body[4:]))
    listening = socket.create_server(("127.0.0.1", 0), backlog=300)
    print(listening.getsockname()[1], os.getpid(), flush=True)
    number = 0
    while True:
        raw, _ = listening.accept()
        number += 1
        threading.Thread(target=serve, args=(raw, number), daemon=True).start()
    """
}
