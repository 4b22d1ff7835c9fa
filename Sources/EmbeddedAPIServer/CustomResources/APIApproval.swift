import JSON

/// Whether a group that belongs to the Kubernetes community says who approved its API.
struct APIApproval: Equatable {
  enum State {
    case approved, bypassed, missing, invalid
  }

  static let annotation = "api-approved.kubernetes.io"

  let state: State
  /// The sentence that errors and the condition give.
  let reason: String

  static func isProtected(_ group: String) -> Bool {
    ["k8s.io", "kubernetes.io"].contains { group == $0 || group.hasSuffix(".\($0)") }
  }

  init(of definition: JSONValue) {
    let text = definition.text("metadata", "annotations", Self.annotation)
    let rule = "protected groups must have approval annotation \"\(Self.annotation)\""
    let page = "see https://github.com/kubernetes/enhancements/pull/1111"
    if text.isEmpty {
      state = .missing
      reason = "\(rule), \(page)"
    } else if text.hasPrefix("unapproved") {
      state = .bypassed
      reason = "not approved: \(GoText.quoted(text))"
    } else if Self.isURL(text) {
      state = .approved
      reason = "approved in \(text)"
    } else {
      state = .invalid
      reason = "\(rule) with either a URL or a reason starting with \"unapproved\", \(page)"
    }
  }

  private static func isURL(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), !text.contains(" ") else { return false }
    let scheme = text[..<colon]
    let rest = text[colon...].dropFirst()
    return scheme.first?.isLetter ?? false && rest.hasPrefix("//")
      && !rest.dropFirst(2).prefix { !"/?#".contains($0) }.isEmpty
  }

  /// What is wrong with the annotation; a state that an update leaves as it was is tolerated.
  static func errors(_ definition: JSONValue, old: JSONValue?) -> [FieldError] {
    guard isProtected(definition.text("spec", "group")) else { return [] }
    let approval = APIApproval(of: definition)
    if let old, APIApproval(of: old).state == approval.state { return [] }
    let path = FieldPath("metadata.annotations").key(annotation)
    switch approval.state {
    case .approved, .bypassed: return []
    case .missing: return [.required(path, approval.reason)]
    case .invalid:
      let value = definition.text("metadata", "annotations", annotation)
      return [.invalid(path, .string(value), approval.reason)]
    }
  }
}
