import APIMachinery
import JSON

extension Patch {
  /// The refusal of a patch whose result cannot be read as an object of the kind.
  ///
  /// The API server names neither kind nor object here; it quotes the patched object, or a strategic merge patch as Go prints a map.
  func unreadable(_ patched: JSONValue, _ problem: String) -> APIStatus {
    let shown: String
    switch self {
    case .strategicMerge(let document): shown = document.goMapText
    case .json, .merge, .apply: shown = patched.jsonText
    }
    let error = FieldError.invalid("patch", .string(shown), problem)
    return APIStatus(
      code: 422,
      reason: "Invalid",
      message: " \"\" is invalid: \(error.message)",
      causes: [error.cause]
    )
  }
}

extension APIStatus {
  /// A patch that is well formed and does not fit the object.
  static let unprocessable = APIStatus(
    code: 422,
    reason: "Invalid",
    message: "the server rejected our request due to an error in our request"
  )
}

extension JSONValue {
  /// The most operations that a JSON patch may have.
  private static let operationsMax = 10_000

  /// Refuses what is not a list of operations, or too long a one.
  func checkOperations() throws(APIStatus) {
    guard let operations = arrayValue else {
      throw .badRequest(
        "error decoding patch: json: cannot unmarshal \(goTypeName) into Go value of type "
          + "[]handlers.jsonPatchOp"
      )
    }
    guard operations.count <= Self.operationsMax else {
      throw APIStatus(
        code: 413,
        reason: "RequestEntityTooLarge",
        message: "Request entity too large: The allowed maximum operations in a JSON patch is "
          + "\(Self.operationsMax), got \(operations.count)"
      )
    }
  }

  /// Refuses a merge patch that is no object.
  func checkIsObject(_ prefix: String) throws(APIStatus) {
    guard objectValue == nil, !isNull else { return }
    throw .badRequest(
      "\(prefix)json: cannot unmarshal \(goTypeName) into Go value of type map[string]interface {}"
    )
  }

  /// `%+v` of a map: `map[spec:map[replicas:3]]`.
  fileprivate var goMapText: String {
    switch self {
    case .object(let object):
      "map[\(object.map { "\($0.key):\($0.value.goMapText)" }.joined(separator: " "))]"
    case .array(let elements): "[\(elements.map(\.goMapText).joined(separator: " "))]"
    case .string(let text): text
    case .null: "<nil>"
    case .bool, .integer, .double: jsonText
    }
  }
}
