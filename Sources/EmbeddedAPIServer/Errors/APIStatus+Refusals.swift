import APIMachinery

/// The refusals of the API server, in its own words (apimachinery `api/errors`).
extension APIStatus {
  static func notFound(_ type: ResourceType, name: String) -> APIStatus {
    about(type, name, 404, "NotFound", "\(type.qualifiedName) \"\(name)\" not found")
  }

  static func alreadyExists(_ type: ResourceType, name: String) -> APIStatus {
    about(type, name, 409, "AlreadyExists", "\(type.qualifiedName) \"\(name)\" already exists")
  }

  static func conflict(_ type: ResourceType, name: String, _ detail: String) -> APIStatus {
    let message =
      "Operation cannot be fulfilled on \(type.qualifiedName) \"\(name)\": \(detail)"
    return about(type, name, 409, "Conflict", message)
  }

  /// A write with a resourceVersion that is no longer the newest.
  static func modified(_ type: ResourceType, name: String) -> APIStatus {
    conflict(
      type,
      name: name,
      "the object has been modified; please apply your changes to the latest version and try again"
    )
  }

  /// A replace that must say which version it replaces; the storage names the resource, not the kind, and prints Go's `uint64`.
  static func missingResourceVersion(_ type: ResourceType, name: String) -> APIStatus {
    let error = FieldError(
      path: "metadata.resourceVersion",
      kind: .invalid,
      badValue: .text("0x0"),
      detail: "must be specified for an update"
    )
    return APIStatus(
      code: 422,
      reason: "Invalid",
      message: "\(type.qualifiedName) \"\(name)\" is invalid: \(error.message)",
      causes: [error.cause],
      kind: type.plural,
      group: type.group,
      name: name
    )
  }

  static func forbidden(_ type: ResourceType, name: String, _ detail: String) -> APIStatus {
    about(
      type,
      name,
      403,
      "Forbidden",
      "\(type.qualifiedName) \"\(name)\" is forbidden: \(detail)"
    )
  }

  /// One sentence for one error, a list in brackets for several; repeated sentences are said once.
  static func invalid(_ resource: ServedResource, name: String, _ errors: [FieldError])
    -> APIStatus
  {
    var messages: [String] = []
    for error in errors where !messages.contains(error.message) { messages.append(error.message) }
    let detail = messages.count == 1 ? messages[0] : "[\(messages.joined(separator: ", "))]"
    return APIStatus(
      code: 422,
      reason: "Invalid",
      message: "\(resource.qualifiedKind) \"\(name)\" is invalid: \(detail)",
      causes: errors.map(\.cause),
      kind: resource.type.kind,
      group: resource.type.group,
      name: name
    )
  }

  static func badRequest(_ message: String) -> APIStatus {
    APIStatus(code: 400, reason: "BadRequest", message: message)
  }

  static let methodNotAllowed = APIStatus(
    code: 405,
    reason: "MethodNotAllowed",
    message: "the server does not allow this method on the requested resource"
  )

  /// A creation while the definition of the kind is being deleted.
  static func terminating(_ type: ResourceType) -> APIStatus {
    about(
      type,
      "",
      405,
      "MethodNotAllowed",
      "create not allowed while custom resource definition is terminating"
    )
  }

  /// A resource that a served group and version does not have.
  static let unknownResource = APIStatus(
    code: 404,
    reason: "NotFound",
    message: "the server could not find the requested resource"
  )

  /// The same of a custom resource, whose handler knows its name.
  static func methodNotSupported(_ type: ResourceType, verb: String) -> APIStatus {
    APIStatus(
      code: 405,
      reason: "MethodNotAllowed",
      message: "\(verb) is not supported on resources of kind \"\(type.qualifiedName)\"",
      kind: type.plural,
      group: type.group
    )
  }

  static let unauthorized = APIStatus(
    code: 401,
    reason: "Unauthorized",
    message: "Unauthorized"
  )

  static func unsupportedMediaType(accepted: [String]) -> APIStatus {
    APIStatus(
      code: 415,
      reason: "UnsupportedMediaType",
      message: "the body of the request was in an unknown format - accepted media types include: "
        + accepted.joined(separator: ", ")
    )
  }

  static func notAcceptable(offered: [String]) -> APIStatus {
    APIStatus(
      code: 406,
      reason: "NotAcceptable",
      message: "only the following media types are accepted: " + offered.joined(separator: ", ")
    )
  }

  static let tooLarge = APIStatus(
    code: 413,
    reason: "RequestEntityTooLarge",
    message: "Request entity too large: limit is 3145728"
  )

  /// A list or watch from a revision whose changes are forgotten.
  static func expired(_ message: String) -> APIStatus {
    APIStatus(code: 410, reason: "Expired", message: message)
  }

  static func tooOldResourceVersion(_ requested: UInt64, oldest: UInt64) -> APIStatus {
    expired("too old resource version: \(requested) (\(oldest))")
  }

  /// A revision that has not been reached within the server's patience.
  static func tooLargeResourceVersion(_ requested: UInt64, current: UInt64) -> APIStatus {
    APIStatus(
      code: 504,
      reason: "Timeout",
      message:
        "Timeout: Too large resource version: \(requested), current: \(current)",
      causes: [
        Cause(reason: "ResourceVersionTooLarge", message: "Too large resource version", field: "")
      ],
      retryAfterSeconds: 1
    )
  }

  static func serviceUnavailable(_ message: String) -> APIStatus {
    APIStatus(code: 503, reason: "ServiceUnavailable", message: message)
  }

  private static func about(
    _ type: ResourceType,
    _ name: String,
    _ code: Int,
    _ reason: String,
    _ message: String
  ) -> APIStatus {
    APIStatus(
      code: code,
      reason: reason,
      message: message,
      kind: type.plural,
      group: type.group,
      name: name
    )
  }
}
