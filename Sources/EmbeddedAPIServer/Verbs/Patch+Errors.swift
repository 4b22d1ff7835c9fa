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

extension JSONValue {
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
