import APIMachinery
import JSON
import Transport

/// What a request is answered with, before it is turned into bytes.
enum Answer: Sendable {
  case json(JSONValue, status: Int = 200, warnings: [String] = [], contentType: String? = nil)
  case text(String, status: Int)
  case stream(ByteStream, contentType: String)
  case forwarded(HTTPResponse)
}

extension Answer {
  static func refusal(_ status: APIStatus) -> Answer { .json(status.json, status: status.code) }

  /// A path that nothing serves: plain text, as Go's mux answers.
  static let unknownPath = Answer.text("404 page not found\n", status: 404)

  var response: StreamedResponse {
    switch self {
    case .json(let json, let status, let warnings, let contentType):
      var headers: HTTPHeaders = ["Content-Type": contentType ?? "application/json"]
      for warning in warnings { headers.add("Warning", "299 - \(GoText.quoted(warning))") }
      if let seconds = json["details"]?["retryAfterSeconds"]?.intValue, status >= 400 {
        headers["Retry-After"] = String(seconds)
      }
      return whole(status, headers, json.jsonBytes)
    case .text(let text, let status):
      return whole(status, ["Content-Type": "text/plain; charset=utf-8"], Array(text.utf8))
    case .stream(let body, let contentType):
      let head = HTTPResponseHead(status: 200, headers: ["Content-Type": contentType])
      return StreamedResponse(head: head, body: body)
    case .forwarded(let response):
      return StreamedResponse(response)
    }
  }

  private func whole(_ status: Int, _ headers: HTTPHeaders, _ body: [UInt8]) -> StreamedResponse {
    StreamedResponse(
      HTTPResponse(head: HTTPResponseHead(status: status, headers: headers), body: body)
    )
  }
}
