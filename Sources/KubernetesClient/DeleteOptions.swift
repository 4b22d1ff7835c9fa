package import JSON

/// What becomes of dependents, and which incarnation of the object is meant.
package struct DeleteOptions: Hashable, Sendable {
  package enum PropagationPolicy: String, Hashable, Sendable {
    case background = "Background"
    case foreground = "Foreground"
    case orphan = "Orphan"
  }

  package var propagationPolicy: PropagationPolicy
  /// Refuses to delete a namesake that was created meanwhile.
  package var uid: String?
  /// Refuses to delete what was changed meanwhile.
  package var resourceVersion: String?

  package init(
    propagationPolicy: PropagationPolicy = .background,
    uid: String? = nil,
    resourceVersion: String? = nil
  ) {
    self.propagationPolicy = propagationPolicy
    self.uid = uid
    self.resourceVersion = resourceVersion
  }

  package var json: JSONValue {
    var json: JSONValue = [
      "apiVersion": "v1", "kind": "DeleteOptions",
      "propagationPolicy": .string(propagationPolicy.rawValue),
    ]
    var preconditions: JSONObject = [:]
    preconditions["uid"] = uid.map(JSONValue.string)
    preconditions["resourceVersion"] = resourceVersion.map(JSONValue.string)
    if !preconditions.isEmpty { json["preconditions"] = .object(preconditions) }
    return json
  }
}
