import CCurl
import Transport

extension EasyHandle {
  /// The seconds of silence after which a connection is probed, and probed again.
  ///
  /// With the limit that `ccurl_prepare_socket` sets, a server that vanished without a word is noticed within a minute, where the
  /// kernel's own figures are two hours.
  private static let probeInterval = 15

  /// Sets what one request says and the bounds that libcurl itself keeps.
  mutating func apply(
    _ request: HTTPRequest,
    to origin: Origin,
    hostHeader: String?
  ) throws(TransferError) {
    guard !request.target.contains(where: { $0.isWhitespace || $0 == "#" }) else {
      throw .invalidRequest("the path \(request.target) is not percent-encoded")
    }
    try applyMethod(request)
    try set(CURLOPT_HTTPHEADER, lines: Self.headerLines(request, hostHeader: hostHeader))
    try set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.limits.connect.wholeMilliseconds))
    if let total = request.limits.total {
      try set(CURLOPT_TIMEOUT_MS, max(1, total.wholeMilliseconds))
    }
    try applyProtocols(origin)
  }

  private func applyMethod(_ request: HTTPRequest) throws(TransferError) {
    switch request.method {
    case .head:
      try set(CURLOPT_NOBODY, true)
    case .get where request.body.isEmpty:
      try set(CURLOPT_HTTPGET, true)
    case .delete where request.body.isEmpty:
      try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    case .get, .post, .put, .patch, .delete:
      try set(CURLOPT_POST, true)
      try setBody(request.body)
      try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
  }

  /// HTTP/2 where TLS negotiates it; waiting for a connection that is being opened lets 200 calls
  /// share it.
  ///
  /// Without TLS we would wait for the whole first answer to learn that the server cannot
  /// multiplex, so we do not.
  private func applyProtocols(_ origin: Origin) throws(TransferError) {
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    switch origin.scheme {
    case .http:
      try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    case .https:
      try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
      try set(CURLOPT_PIPEWAIT, true)
    }
    try set(CURLOPT_FOLLOWLOCATION, false)
    try set(CURLOPT_PATH_AS_IS, true)
    try set(CURLOPT_DISALLOW_USERNAME_IN_URL, true)
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    try prepareSockets()
    try set(CURLOPT_NOSIGNAL, true)
    try set(CURLOPT_TCP_KEEPALIVE, true)
    try set(CURLOPT_TCP_KEEPIDLE, Self.probeInterval)
    try set(CURLOPT_TCP_KEEPINTVL, Self.probeInterval)
    // A cancelled transfer does not wait for its name look-up, which would hold up all the others.
    try set(CURLOPT_QUICK_EXIT, true)
  }

  /// The header as libcurl wants it: `Name;` for an empty value, `Name:` to leave out what it would
  /// add by itself.
  static func headerLines(
    _ request: HTTPRequest,
    hostHeader: String?
  ) throws(TransferError) -> [String] {
    var lines: [String] = []
    for field in request.headers.fields {
      guard isSendable(field) else {
        throw .invalidRequest("the header field \(field.name.debugDescription) is not valid")
      }
      lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    for name in ["Accept", "Content-Type", "Expect"] where request.headers[name] == nil {
      lines.append("\(name):")
    }
    if let hostHeader, request.headers["Host"] == nil { lines.append("Host: \(hostHeader)") }
    return lines
  }

  /// A line break in a value would smuggle in another field.
  private static func isSendable(_ field: HTTPHeaders.Field) -> Bool {
    let name = field.name.utf8
    return !name.isEmpty
      && name.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: ":") }
      && !name.contains(UInt8(ascii: ";"))
      && field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
  }
}
