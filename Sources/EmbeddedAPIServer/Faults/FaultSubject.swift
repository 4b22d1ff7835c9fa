import APIMachinery
import Transport

/// What a request is about, as far as faults are chosen by it.
struct FaultSubject: Hashable, Sendable {
  enum Verb: String, Hashable, Sendable {
    case get
    case list
    case watch
    case create
    case update
    case patch
    case delete

    var isWrite: Bool {
      switch self {
      case .get, .list, .watch: false
      case .create, .update, .patch, .delete: true
      }
    }
  }

  let verb: Verb
  let group: String
  /// Empty where the path names no resource: discovery, health.
  let plural: String
  let subresource: String
  let namespace: String
  let name: String
  /// The product in the `User-Agent`, unless the injector knows its client by another name.
  var client: String
  let manager: String
  let isDryRun: Bool
  /// Whether it asks for a watch that begins with all objects, without a list.
  let streamsList: Bool
  /// Whether the server will refuse it as a watch that it does not know: then it is no watch that anything could befall.
  var isNoWatch = false

  init(_ request: HTTPRequest) {
    let parsed = APIRequest(request)
    let target = ResourceTarget(parsed.segments)
    verb = Self.verb(of: request.method, isWatch: parsed.isWatch, target)
    group = target?.group ?? ""
    plural = target?.plural ?? ""
    subresource = target?.subresource ?? ""
    namespace = target?.namespace ?? ""
    name = target?.name ?? ""
    client = String(parsed.userAgent.prefix { $0 != "/" && $0 != " " })
    manager = parsed.query["fieldManager"] ?? ""
    isDryRun = parsed.query["dryRun"] != nil
    streamsList = parsed.query["sendInitialEvents"] == "true"
  }

  private static func verb(
    of method: HTTPRequest.Method,
    isWatch: Bool,
    _ target: ResourceTarget?
  ) -> Verb {
    switch method {
    case .get, .head:
      if isWatch { return .watch }
      return target?.plural != nil && target?.name == nil ? .list : .get
    case .post: return .create
    case .put: return .update
    case .patch: return .patch
    case .delete: return .delete
    }
  }
}

extension FaultSubject {
  /// What a server says that answers with this code.
  func refusal(
    _ code: Int,
    retryAfter: Duration?,
    to request: HTTPRequest
  ) -> StreamedResponse {
    let request = APIRequest(request)
    if code == 429 { return tooManyRequests(retryAfter ?? .seconds(1), request) }
    var status = self.status(code)
    status.retryAfterSeconds = retryAfter.map { Int($0.components.seconds) }
    return Answer.refusal(status).response(to: request)
  }

  /// Priority and fairness answers in plain text (`filters/priority-and-fairness.go`).
  private func tooManyRequests(
    _ retryAfter: Duration,
    _ request: APIRequest
  ) -> StreamedResponse {
    let text = Answer.text("Too many requests, please try again later.\n", status: 429)
    var answer = text.response(to: request)
    answer.head.headers["Retry-After"] = String(retryAfter.components.seconds)
    return answer
  }

  private func status(_ code: Int) -> APIStatus {
    let about = group.isEmpty ? plural : "\(plural).\(group)"
    switch code {
    case 401: return .unauthorized
    case 403:
      let place = namespace.isEmpty ? "at the cluster scope" : "in the namespace \"\(namespace)\""
      let subject = name.isEmpty ? about : "\(about) \"\(name)\""
      return status(
        403,
        "Forbidden",
        "\(subject) is forbidden: User \"\(client)\" cannot \(verb.rawValue) resource "
          + "\"\(resource)\" in API group \"\(group)\" \(place)"
      )
    case 409:
      return status(
        409,
        "Conflict",
        "Operation cannot be fulfilled on \(about) \"\(name)\": the object has been modified; please "
          + "apply your changes to the latest version and try again"
      )
    case 410: return .expired("The resourceVersion for the provided list is too old.")
    case 422:
      return status(
        422,
        "Invalid",
        "\(about) \"\(name)\" is invalid: spec: Forbidden: refused by a planted fault"
      )
    case 503:
      return .serviceUnavailable("the server is currently unable to handle the request")
    case 504:
      return APIStatus(
        code: 504,
        reason: "Timeout",
        message: "Timeout: request did not complete within the allotted timeout"
      )
    case _:
      return APIStatus(
        code: code,
        reason: "InternalError",
        message: "Internal error occurred: etcdserver: request timed out"
      )
    }
  }

  private var resource: String { subresource.isEmpty ? plural : "\(plural)/\(subresource)" }

  private func status(_ code: Int, _ reason: String, _ message: String) -> APIStatus {
    APIStatus(
      code: code,
      reason: reason,
      message: message,
      kind: plural,
      group: group,
      name: name
    )
  }
}
