package import APIMachinery
package import JSON
import PhysicsResources
package import Rollout

/// What a ControllerRevision freezes: a revision as it was when it was made, never rendered again.
package struct RevisionRecord: Hashable, Sendable {
  package let id: RevisionID
  /// Counts up from 1 in the order of creation.
  package let number: Int
  package let identityVersion: Int
  /// `spec.workload` as the user gave it.
  package let workload: JSONValue
  /// Content digest by ConfigMap name.
  package let configDigests: JSONObject
  /// Content digest by name of each tracked Secret.
  package let secretDigests: JSONObject
  package internal(set) var template: JSONValue
  package let selector: JSONValue
  /// Why it was rejected, as its annotation says; the frozen data knows nothing of its fate.
  package internal(set) var rejection: String?

  package init(
    id: RevisionID,
    number: Int,
    identityVersion: Int,
    workload: JSONValue,
    configDigests: JSONObject,
    secretDigests: JSONObject = [:],
    template: JSONValue,
    selector: JSONValue
  ) {
    self.id = id
    self.number = number
    self.identityVersion = identityVersion
    self.workload = workload
    self.configDigests = configDigests
    self.secretDigests = secretDigests
    self.template = template
    self.selector = selector
  }

  /// Reads a ControllerRevision of ours; `nil` when it is not one.
  package init?(_ object: APIObject) {
    guard let hash = object.label(Keys.revision), let data = object.json["data"],
      let identityVersion = data["identityVersion"]?.intValue,
      let workload = data["workload"], let template = data["template"],
      let selector = data["selector"]
    else { return nil }
    self.init(
      id: RevisionID(hash),
      number: object.json["revision"]?.intValue ?? 0,
      identityVersion: identityVersion,
      workload: workload,
      configDigests: data["configDigests"]?.objectValue ?? [:],
      secretDigests: data["secretDigests"]?.objectValue ?? [:],
      template: template,
      selector: selector
    )
    rejection = object.annotation(Keys.rejected)
  }

  package var image: String { workload["image"]?.stringValue ?? "" }

  var data: JSONValue {
    var data: JSONObject = [
      "identityVersion": .integer(Int64(identityVersion)), "workload": workload,
      "configDigests": .object(configDigests), "template": template, "selector": selector,
    ]
    if !secretDigests.isEmpty { data["secretDigests"] = .object(secretDigests) }
    return .object(data)
  }
}
