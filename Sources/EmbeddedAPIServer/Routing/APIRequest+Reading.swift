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
    list.limit = try integer("limit") ?? 0
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
      timeout: try integer("timeoutSeconds").map { .seconds($0) } ?? Self.defaultWatchTimeout,
      bufferingBytes: request.limits.bodyBytes
    )
    watch.selection = try selection(of: resource, in: namespace)
    watch.resourceVersion = query["resourceVersion"] ?? ""
    watch.match = try match()
    watch.sendsInitialEvents = query.flag("sendInitialEvents")
    watch.wantsBookmarks = query.flag("allowWatchBookmarks") ?? false
    watch.form = try form(of: resource)
    return watch
  }

  /// A number in the query; Go's complaint about anything else.
  func integer(_ name: String) throws(APIStatus) -> Int? {
    guard let text = query[name] else { return nil }
    guard let number = Int(text) else {
      throw .badRequest("strconv.ParseInt: parsing \(GoText.quoted(text)): invalid syntax")
    }
    return number
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
      if let problem = SelectorProblem.sentence(for: text) { throw .badRequest(problem) }
      guard let labels = LabelSelector(query: text) else {
        throw .badRequest("unable to parse requirement: \(text)")
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
      // Kinds that select by more than their name have a shorter sentence.
      let isPlain = resource.isBuiltIn && resource.selectableFields.isEmpty
      throw .badRequest(
        isPlain
          ? "\(GoText.quoted(requirement.path)) is not a known field selector: only "
            + "\"metadata.name\", \"metadata.namespace\""
          : "field label not supported: \(requirement.path)"
      )
    }
    return fields
  }
}
