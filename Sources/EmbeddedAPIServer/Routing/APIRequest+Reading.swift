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
    var list = ListRequest(selection: Selection(namespace: namespace))
    list.selection.labels = try labelSelector
    let fields = try fieldSelector
    list.resourceVersion = query["resourceVersion"] ?? ""
    list.match = query["resourceVersionMatch"] ?? ""
    list.sendsInitialEvents = query.flag("sendInitialEvents")
    list.limit = try integer("limit") ?? 0
    list.continueToken = query["continue"] ?? ""
    try list.check()
    list.selection.fields = try fields?.check(for: resource)
    return list
  }

  func watchRequest(
    of resource: ServedResource,
    in namespace: String?,
    name: String? = nil,
    streamsLists: Bool
  ) throws(APIStatus) -> WatchRequest {
    var watch = WatchRequest(
      timeout: try watchTimeout,
      bufferingBytes: request.limits.bodyBytes
    )
    watch.selection = Selection(namespace: namespace)
    watch.selection.labels = try labelSelector
    let fields = try fieldSelector
    watch.resourceVersion = query["resourceVersion"] ?? ""
    watch.match = query["resourceVersionMatch"] ?? ""
    watch.sendsInitialEvents = query.flag("sendInitialEvents")
    watch.isContinued = !(query["continue"] ?? "").isEmpty
    watch.wantsBookmarks = query.flag("allowWatchBookmarks") ?? false
    watch.form = try form(of: resource)
    try watch.check(streamsLists: streamsLists)
    watch.selection.fields = try fields?.check(for: resource)
    if let name { try watch.selection.select(name: name) }
    return watch
  }

  func selection(
    of resource: ServedResource,
    in namespace: String?
  ) throws(APIStatus) -> Selection {
    try listRequest(of: resource, in: namespace).selection
  }

  /// Zero or less is no time limit of the client's, as upstream.
  private var watchTimeout: Duration {
    get throws(APIStatus) {
      guard let seconds = try integer("timeoutSeconds"), seconds > 0 else {
        return Self.defaultWatchTimeout
      }
      return .seconds(min(seconds, Self.longestTimeoutSeconds))
    }
  }

  /// A year: longer would overflow sums of instants.
  private static let longestTimeoutSeconds = 31_536_000

  /// A parameter that Go reads with `strconv.ParseInt`; absent and empty are the same.
  func integer(_ name: String) throws(APIStatus) -> Int? {
    guard let text = query[name], !text.isEmpty else { return nil }
    guard let number = Int(text) else {
      throw .badRequest("strconv.ParseInt: parsing \(GoText.quoted(text)): invalid syntax")
    }
    return number
  }

  private var labelSelector: LabelSelector {
    get throws(APIStatus) {
      do {
        return try LabelSelectorParser.parse(query["labelSelector"] ?? "")
      } catch {
        throw .badRequest(error.description)
      }
    }
  }

  private var fieldSelector: FieldSelector? {
    get throws(APIStatus) {
      guard let text = query["fieldSelector"], !text.isEmpty else { return nil }
      do {
        return try FieldSelector(query: text)
      } catch {
        throw .badRequest(error.description)
      }
    }
  }
}

extension FieldSelector {
  /// The selector itself, if every field is one that selectors may name.
  fileprivate func check(for resource: ServedResource) throws(APIStatus) -> FieldSelector {
    for requirement in requirements where !resource.isSelectable(requirement.path) {
      throw .badRequest(resource.unselectable(requirement.path))
    }
    return self
  }
}

extension ServedResource {
  fileprivate func isSelectable(_ path: String) -> Bool {
    switch path {
    case "metadata.name": true
    case "metadata.namespace": type.isNamespaced || hasNothingToSelect
    default: selectableFields.contains(path)
    }
  }

  /// Kinds without selectable fields of their own share one conversion, with its own words (`apimachinery/pkg/runtime/conversion.go`).
  fileprivate func unselectable(_ path: String) -> String {
    hasNothingToSelect
      ? "\(GoText.quoted(path)) is not a known field selector: only \"metadata.name\", "
        + "\"metadata.namespace\""
      : "field label not supported: \(path)"
  }

  private var hasNothingToSelect: Bool { selectableFields.isEmpty && openAPISchema == nil }
}

extension Selection {
  /// Narrows it to the object that the URL names.
  fileprivate mutating func select(name: String) throws(APIStatus) {
    guard let fields, !fields.requirements.isEmpty else {
      let requirement = FieldSelector.Requirement(path: "metadata.name", value: name, isEqual: true)
      self.fields = FieldSelector([requirement])
      return
    }
    guard fields.name == name else {
      throw .badRequest("fieldSelector metadata.name doesn't match requested name")
    }
  }
}
