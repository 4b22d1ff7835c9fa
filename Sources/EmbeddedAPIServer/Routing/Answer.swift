import APIMachinery
import JSON
import Transport
import YAML

/// What a request is answered with, before it is turned into bytes.
enum Answer: Sendable {
  case json(JSONValue, status: Int = 200, warnings: [String] = [], contentType: String? = nil)
  case text(String, status: Int)
  case stream(ByteStream, contentType: String)
  case forwarded(HTTPResponse)
}

extension Answer {
  static func refusal(_ status: APIStatus) -> Answer {
    var json = status.json
    // Refusals by the router itself carry details that say nothing.
    if [.methodNotAllowed, .unknownResource, .unprocessable].contains(status) {
      json["details"] = [:]
    }
    return .json(json, status: status.code)
  }

  /// A path that nothing serves: plain text, as Go's mux answers.
  static let unknownPath = Answer.text("404 page not found\n", status: 404)

  /// The answer as bytes, in the form that the request prefers.
  func response(to request: APIRequest) -> StreamedResponse {
    switch self {
    case .json(let json, let status, let warnings, let contentType):
      let isYAML = contentType == nil && request.prefersYAML
      let type = isYAML ? "application/yaml" : contentType ?? "application/json"
      var headers: HTTPHeaders = ["Content-Type": type]
      for warning in warnings { headers.add("Warning", "299 - \(GoText.quoted(warning))") }
      if let seconds = json["details"]?["retryAfterSeconds"]?.intValue, status >= 400 {
        headers["Retry-After"] = String(seconds)
      }
      if isYAML { return whole(status, headers, Array(YAML.write(json).utf8)) }
      let isPretty = request.prefersManyLines
      return whole(status, headers, isPretty ? Array(json.prettyJSONText.utf8) : json.jsonBytes)
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

extension APIRequest {
  fileprivate var prefersYAML: Bool {
    accepted.first { $0.acceptsJSON }?.name == "application/yaml"
  }

  /// `?pretty`, or a person behind a browser or a command line.
  fileprivate var prefersManyLines: Bool {
    query.flag("pretty") ?? ["curl", "Wget", "Mozilla/5.0"].contains { userAgent.hasPrefix($0) }
  }
}
