import EmbeddedAPIServer
import JSON
import Time
import Transport

extension FuzzTarget {
  /// The embedded API server answers every request, and what it refuses with a Status that says the same code and why.
  ///
  /// Requests are separated by a line `---`; each is a line `METHOD target content-type` and a body. At most eight are sent.
  static let server = FuzzTarget("server") { input async throws(BrokenLaw) in
    let server = EmbeddedAPIServer(now: { start }, seed: 1)
    for text in requests(in: input.bytes).prefix(8) {
      guard let request = request(FuzzInput(text)) else { continue }
      let response = await response(to: request, from: server)
      try isAnswer(response, to: request)
    }
  }

  private static let start = Timestamp(epochSeconds: 1_767_225_600)

  /// Lets the server's clock run on when it waits for a revision that does not come.
  private static func response(
    to request: HTTPRequest,
    from server: EmbeddedAPIServer
  ) async -> StreamedResponse {
    async let response = server.respond(to: request)
    await Task.yield()
    server.advance(to: start + .seconds(60))
    return await response
  }

  private static func isAnswer(
    _ response: StreamedResponse,
    to request: HTTPRequest
  ) throws(BrokenLaw) {
    let status = response.head.status
    let asked = "\(request.method.rawValue) \(request.target)"
    try require((200...599).contains(status), "\(status) for \(asked)")
    let isJSON = response.head.headers["Content-Type"] == "application/json"
    guard isJSON, let body = response.body.whole else { return }
    guard let json = try? JSONValue(parsing: body) else {
      throw BrokenLaw("an answer to \(asked) is not JSON")
    }
    guard status >= 400 else { return }
    try require(json["code"]?.intValue == status, "\(status) for \(asked) says \(json.jsonText)")
    try require(json["message"]?.stringValue?.isEmpty == false, "\(status) for \(asked): why?")
  }

  private static func requests(in bytes: [UInt8]) -> [[UInt8]] {
    var requests: [[UInt8]] = [[]]
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.elementsEqual("---".utf8) {
        requests.append([])
      } else {
        requests[requests.count - 1] += line + [UInt8(ascii: "\n")]
      }
    }
    return requests
  }

  private static func request(_ input: FuzzInput) -> HTTPRequest? {
    let words = String(decoding: input.firstLine, as: UTF8.self).split(separator: " ")
    guard words.count >= 2, let method = HTTPRequest.Method(rawValue: String(words[0])) else {
      return nil
    }
    let type = words.count > 2 ? String(words[2]) : "application/json"
    return HTTPRequest(
      method,
      origin: "https://server",
      target: String(words[1]),
      headers: ["Content-Type": type, "User-Agent": "fuzz/1"],
      body: input.rest
    )
  }
}
