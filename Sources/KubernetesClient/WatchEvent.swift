package import APIMachinery
package import JSON

/// One event of a watch.
package enum WatchEvent: Hashable, Sendable {
  case added(APIObject)
  case modified(APIObject)
  /// Carries the last state of the object, with the resource version of its removal.
  case deleted(APIObject)
  /// Nothing changed up to this version.
  ///
  /// `endsInitialEvents` marks the end of the objects that were there when the watch began.
  case bookmark(resourceVersion: String, endsInitialEvents: Bool)
  /// The server gives the watch up and says why; nothing follows.
  case error(APIStatus)
}

extension WatchEvent {
  /// Reads `{"type": …, "object": …}`; `nil` when it is something else.
  package init?(json: JSONValue) {
    guard let type = json["type"]?.stringValue, let json = json["object"] else { return nil }
    let object = APIObject(json)
    switch type {
    case "ADDED": self = .added(object)
    case "MODIFIED": self = .modified(object)
    case "DELETED": self = .deleted(object)
    case "BOOKMARK":
      self = .bookmark(
        resourceVersion: object.resourceVersion,
        endsInitialEvents: object.annotation("k8s.io/initial-events-end") == "true"
      )
    case "ERROR":
      guard let status = APIStatus(json: json) else { return nil }
      self = .error(status)
    default: return nil
    }
  }
}
