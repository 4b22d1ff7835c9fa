import JSON
import Time

/// The status of a definition as the controllers around it write it.
struct DefinitionStatus {
  struct Condition {
    let type: String
    let status: String
    let reason: String
    let message: String
  }

  private(set) var json: JSONValue
  private let now: Timestamp

  init(_ status: JSONValue, at now: Timestamp) {
    json = status
    self.now = now
  }

  var isEstablished: Bool { status(of: "Established") == "True" }

  var hasAllNames: Bool { status(of: "NamesAccepted") == "True" }

  private func status(of type: String) -> String? { condition(type)?["status"]?.stringValue }

  private func condition(_ type: String) -> JSONValue? {
    json["conditions"]?.arrayValue?.first { $0["type"]?.stringValue == type }
  }

  mutating func approve(_ definition: JSONValue) {
    guard APIApproval.isProtected(definition.text("spec", "group")) else { return }
    let approval = APIApproval(of: definition)
    let (status, reason) =
      switch approval.state {
      case .approved: ("True", "ApprovedAnnotation")
      case .bypassed: ("False", "UnapprovedAnnotation")
      case .missing: ("False", "MissingAnnotation")
      case .invalid: ("False", "InvalidAnnotation")
      }
    set(
      Condition(
        type: "KubernetesAPIApprovalPolicyConformant",
        status: status,
        reason: reason,
        message: approval.reason
      )
    )
  }

  /// What once was established stays so, whatever becomes of later names.
  mutating func accept(_ claim: NameClaim) {
    json["acceptedNames"] = claim.accepted
    let conflict = claim.conflict
    set(
      Condition(
        type: "NamesAccepted",
        status: conflict == nil ? "True" : "False",
        reason: conflict?.reason ?? "NoConflicts",
        message: conflict?.message ?? "no conflicts found"
      )
    )
    guard !isEstablished else { return }
    set(
      Condition(
        type: "Established",
        status: conflict == nil ? "True" : "False",
        reason: conflict == nil ? "InitialNamesAccepted" : "NotAccepted",
        message: conflict == nil
          ? "the initial names have been accepted" : "not all names are accepted"
      )
    )
  }

  /// Replaces the condition of the type, or adds it; its time moves only with its status.
  mutating func set(_ condition: Condition) {
    let before = self.condition(condition.type)
    let isSame = before?["status"]?.stringValue == condition.status
    let since = isSame ? before?["lastTransitionTime"] : nil
    let entry: JSONValue = [
      "type": .string(condition.type), "status": .string(condition.status),
      "reason": .string(condition.reason), "message": .string(condition.message),
      "lastTransitionTime": since ?? .string(now.rfc3339),
    ]
    var conditions = json["conditions"]?.arrayValue ?? []
    if let index = conditions.firstIndex(where: { $0["type"] == entry["type"] }) {
      conditions[index] = entry
    } else {
      conditions.append(entry)
    }
    json["conditions"] = .array(conditions)
  }
}

extension DefinitionStatus.Condition {
  static let deletionPending = Self(
    type: "Terminating",
    status: "True",
    reason: "InstanceDeletionPending",
    message:
      "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon"
  )

  static let deletionInProgress = Self(
    type: "Terminating",
    status: "True",
    reason: "InstanceDeletionInProgress",
    message: "CustomResource deletion is in progress"
  )

  static let deletionCompleted = Self(
    type: "Terminating",
    status: "False",
    reason: "InstanceDeletionCompleted",
    message: "removed all instances"
  )

  static let neverEstablished = Self(
    type: "Terminating",
    status: "False",
    reason: "NeverEstablished",
    message: "resource was never established"
  )
}
