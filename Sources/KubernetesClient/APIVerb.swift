/// What a request does, in the words that error sentences and RBAC rules use.
package enum APIVerb: String, Hashable, Sendable {
  case get
  case list
  case watch
  case create
  case replace
  case apply
  case patch
  case delete
  /// A path that names no resource, `/version` for one.
  case read

  /// The verb that a role must grant for it.
  package var roleVerb: String {
    switch self {
    case .get, .list, .watch, .create, .patch, .delete: rawValue
    case .replace: "update"
    case .apply: "patch"
    case .read: "get"
    }
  }
}
