import APIMachinery
import JSON
import Time

extension EventReport {
  /// The event as the API wants it, each text cut to what the API accepts (E1).
  ///
  /// Events about objects without a namespace live in `default`.
  ///
  /// - Parameter nanoseconds: since the epoch; tells the events of one object apart.
  func event(
    nanoseconds: Int64,
    controller: String,
    instance: String,
    at now: Timestamp
  ) -> APIObject {
    let namespace = regarding.namespace.isEmpty ? "default" : regarding.namespace
    let name = regarding.name.eventName(String(nanoseconds, radix: 16))
    var event = APIObject(.events, ObjectKey(namespace: namespace, name: name))
    let fields: [(String, JSONValue)] = [
      ("eventTime", .string(now.rfc3339Micro)),
      ("reportingController", .string(controller.cut(to: 128))),
      ("reportingInstance", .string(instance.cut(to: 128))),
      ("action", .string(action.cut(to: 128))),
      ("reason", .string(reason.cut(to: 128))),
      ("note", .string(note.cut(to: 1_024))),
      ("type", .string(severity.rawValue)),
      ("regarding", regarding.reference),
    ]
    for (field, value) in fields { event.json[field] = value }
    if let related { event.json["related"] = related.reference }
    return event
  }
}

extension APIObject {
  /// An `ObjectReference` to this very object.
  fileprivate var reference: JSONValue {
    [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "namespace": .string(namespace),
      "name": .string(name), "uid": .string(uid), "resourceVersion": .string(resourceVersion),
    ]
  }
}

extension String {
  /// The longest prefix of whole characters with at most `bytes` bytes, the unit of the API's limits.
  fileprivate func cut(to bytes: Int) -> String {
    guard utf8.count > bytes else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: bytes)
    while end.samePosition(in: self) == nil, end > startIndex { end = utf8.index(before: end) }
    return String(self[..<end])
  }

  /// Names of objects have at most 253 characters; the part before a dot ends with a letter or a digit.
  fileprivate func eventName(_ suffix: String) -> String {
    var stem = cut(to: 252 - suffix.utf8.count)
    while let last = stem.last, last == "-" || last == "." { stem.removeLast() }
    return "\(stem).\(suffix)"
  }
}
