import APIMachinery
import JSON

/// A LIST as its query asks for it.
struct ListRequest: Sendable {
  var selection = Selection()
  /// `""` for the newest state, `"0"` for any, else a revision.
  var resourceVersion = ""
  /// `Exact`, `NotOlderThan` or empty.
  var match = ""
  var sendsInitialEvents: Bool?
  /// 0: no limit.
  var limit = 0
  var continueToken = ""
}

extension ListRequest {
  /// A limit with a revision and no match means exactly that revision, for clients of old.
  var isExact: Bool { match == "Exact" || match.isEmpty && limit > 0 }

  /// Any version is served from memory, where upstream counts no pages.
  var effectiveLimit: Int { resourceVersion == "0" ? 0 : max(0, limit) }

  /// The rules of `metainternalversion/validation.ValidateListOptions`.
  func check() throws(APIStatus) {
    var errors: [FieldError] = []
    let path: FieldPath = "resourceVersionMatch"
    if !match.isEmpty {
      if resourceVersion.isEmpty {
        errors.append(
          .forbidden(path, "resourceVersionMatch is forbidden unless resourceVersion is provided")
        )
      }
      if !continueToken.isEmpty { errors.append(.matchOfContinued) }
      if match != "Exact", match != "NotOlderThan" {
        let supported = ["Exact", "NotOlderThan", ""]
        errors.append(.notSupported(path, .string(match), supported: supported))
      }
      if match == "Exact", resourceVersion == "0" {
        errors.append(
          .forbidden(
            path,
            "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""
          )
        )
      }
    }
    if sendsInitialEvents != nil {
      errors.append(.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"))
    }
    try APIStatus.refuse(listOptions: errors)
  }
}

extension FieldError {
  static let matchOfContinued = forbidden(
    "resourceVersionMatch",
    "resourceVersionMatch is forbidden when continue is provided"
  )
}

extension APIStatus {
  /// 422 for query parameters that do not go together.
  static func refuse(listOptions errors: [FieldError]) throws(APIStatus) {
    guard !errors.isEmpty else { return }
    let messages = errors.map(\.message)
    let detail = messages.count == 1 ? messages[0] : "[\(messages.joined(separator: ", "))]"
    throw APIStatus(
      code: 422,
      reason: "Invalid",
      message: "ListOptions.meta.k8s.io \"\" is invalid: \(detail)",
      causes: errors.map(\.cause),
      kind: "ListOptions",
      group: "meta.k8s.io"
    )
  }
}

/// One page of a list, in the stored form.
struct ListPage: Sendable {
  var objects: [APIObject]
  var revision: UInt64
  var continueToken: String?
  /// How many selected objects follow; `nil` when a selector makes counting them unreliable.
  var remaining: Int?
}
