import APIMachinery
import JSON
import Transport

extension APIRequest {
  /// How long a watch without `timeoutSeconds` stays open; upstream draws it from 30 to 60 minutes.
  private static let defaultWatchTimeout = Duration.seconds(1_800)

  func listRequest(
    of resource: ServedResource,
    in namespace: String?
  ) throws(APIStatus) -> ListRequest {
    var list = ListRequest(selection: try selection(of: resource, in: namespace))
    list.resourceVersion = query["resourceVersion"] ?? ""
    list.match = try match()
    list.limit = query.integer("limit") ?? 0
    list.continueToken = query["continue"] ?? ""
    if query.flag("sendInitialEvents") != nil {
      throw .invalidListOptions(
        .forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list")
      )
    }
    return list
  }

  func watchRequest(
    of resource: ServedResource,
    in namespace: String?
  ) throws(APIStatus) -> WatchRequest {
    var watch = WatchRequest(
      timeout: query.integer("timeoutSeconds").map { .seconds($0) } ?? Self.defaultWatchTimeout,
      bufferingBytes: request.limits.bodyBytes
    )
    watch.selection = try selection(of: resource, in: namespace)
    watch.resourceVersion = query["resourceVersion"] ?? ""
    watch.match = try match()
    watch.sendsInitialEvents = query.flag("sendInitialEvents")
    watch.wantsBookmarks = query.flag("allowWatchBookmarks") ?? false
    watch.form = try form
    return watch
  }

  private func match() throws(APIStatus) -> ListRequest.Match? {
    guard let text = query["resourceVersionMatch"], !text.isEmpty else { return nil }
    guard let match = ListRequest.Match(rawValue: text) else {
      throw .invalidListOptions(
        .notSupported(
          "resourceVersionMatch",
          .string(text),
          supported: ["Exact", "NotOlderThan", ""]
        )
      )
    }
    return match
  }

  func selection(
    of resource: ServedResource,
    in namespace: String?
  ) throws(APIStatus) -> Selection {
    var selection = Selection(namespace: namespace)
    if let text = query["labelSelector"], !text.isEmpty {
      guard let labels = LabelSelector(query: text) else {
        throw .badRequest(
          "unable to parse requirement: <nil>: Invalid value: \(GoText.quoted(text)): the label "
            + "selector is not of the form key=value, key!=value, key in (a,b), key or !key"
        )
      }
      selection.labels = labels
    }
    if let text = query["fieldSelector"], !text.isEmpty {
      selection.fields = try fieldSelector(text, of: resource)
    }
    return selection
  }

  private func fieldSelector(
    _ text: String,
    of resource: ServedResource
  ) throws(APIStatus) -> FieldSelector? {
    guard let fields = FieldSelector(query: text) else {
      throw .badRequest(
        "invalid selector: '\(text)'; can't understand '\(text)'"
      )
    }
    let known = ["metadata.name", "metadata.namespace"] + resource.selectableFields
    for requirement in fields.requirements where !known.contains(requirement.path) {
      throw .badRequest("field label not supported: \(requirement.path)")
    }
    return fields
  }
}
