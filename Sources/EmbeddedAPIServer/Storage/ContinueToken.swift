import APIMachinery
import JSON

/// Where the next page of a list begins, and of which revision: opaque to clients, base64 of JSON as upstream.
struct ContinueToken: Hashable, Sendable {
  let revision: UInt64
  /// The last key of the page before.
  let after: ObjectKey

  init(revision: UInt64, after: ObjectKey) {
    self.revision = revision
    self.after = after
  }

  init?(text: String) {
    guard let bytes = Base64.decode(text), let json = try? JSONValue(parsing: bytes),
      let revision = json["rv"]?.intValue, revision >= 0,
      let start = json["start"]?.stringValue
    else { return nil }
    self.revision = UInt64(revision)
    let parts = start.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    after = ObjectKey(namespace: parts[0], name: parts[1])
  }

  var text: String {
    let json: JSONValue = [
      "v": "meta.k8s.io/v1", "rv": .integer(Int64(revision)),
      "start": .string("\(after.namespace)/\(after.name)"),
    ]
    return Base64.encode(json.jsonBytes)
  }
}
