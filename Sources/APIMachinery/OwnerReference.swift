package import JSON

/// Names the object that another belongs to; the garbage collector goes by `uid` alone.
package struct OwnerReference: Hashable, Sendable {
  package let apiVersion: String
  package let kind: String
  package let name: String
  package let uid: String
  package let isController: Bool

  package init(
    apiVersion: String,
    kind: String,
    name: String,
    uid: String,
    isController: Bool = true
  ) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
    self.uid = uid
    self.isController = isController
  }

  package init?(json: JSONValue) {
    guard let uid = json["uid"]?.stringValue else { return nil }
    self.init(
      apiVersion: json["apiVersion"]?.stringValue ?? "",
      kind: json["kind"]?.stringValue ?? "",
      name: json["name"]?.stringValue ?? "",
      uid: uid,
      isController: json["controller"]?.boolValue ?? false
    )
  }

  /// `blockOwnerDeletion` goes with `controller`, as every Kubernetes controller writes it.
  package var json: JSONValue {
    var json: JSONValue = [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name),
      "uid": .string(uid),
    ]
    if isController {
      json["controller"] = true
      json["blockOwnerDeletion"] = true
    }
    return json
  }
}
