package import JSON

/// One rule of a Role or ClusterRole.
package struct PolicyRule: Hashable, Sendable {
  package var apiGroups: [String]
  package var resources: [String]
  package var nonResourceURLs: [String]
  package var resourceNames: [String]
  package var verbs: [String]

  package init(
    apiGroups: [String] = [],
    resources: [String] = [],
    nonResourceURLs: [String] = [],
    resourceNames: [String] = [],
    verbs: [String]
  ) {
    self.apiGroups = apiGroups
    self.resources = resources
    self.nonResourceURLs = nonResourceURLs
    self.resourceNames = resourceNames
    self.verbs = verbs
  }

  package init(json: JSONValue) {
    let texts = { (field: String) in
      json[field]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
    self.init(
      apiGroups: texts("apiGroups"),
      resources: texts("resources"),
      nonResourceURLs: texts("nonResourceURLs"),
      resourceNames: texts("resourceNames"),
      verbs: texts("verbs")
    )
  }

  var json: JSONValue {
    var json = JSONValue.object([:])
    for (field, texts) in fields where !texts.isEmpty {
      json[field] = .array(texts.map(JSONValue.string))
    }
    return json
  }

  private var fields: [(String, [String])] {
    [
      ("apiGroups", apiGroups), ("resources", resources), ("nonResourceURLs", nonResourceURLs),
      ("resourceNames", resourceNames), ("verbs", verbs),
    ]
  }

  /// As messages about escalation print it: `{APIGroups:["apps"], Resources:["deployments"], Verbs:["get"]}`.
  var compactText: String {
    let names = ["APIGroups", "Resources", "NonResourceURLs", "ResourceNames", "Verbs"]
    let parts = zip(names, fields).compactMap { name, field in
      field.1.isEmpty ? nil : "\(name):\(GoText.quoted(field.1))"
    }
    return "{\(parts.joined(separator: ", "))}"
  }
}

extension PolicyRule {
  package func allows(_ request: AccessRequest) -> Bool {
    guard verbs.contains("*") || verbs.contains(request.verb) else { return false }
    switch request.target {
    case .path(let path): return nonResourceURLs.contains { Self.url($0, matches: path) }
    case .resource(let resource):
      return (apiGroups.contains("*") || apiGroups.contains(resource.group))
        && resources.contains { Self.resource($0, matches: resource) }
        && (resourceNames.isEmpty || resourceNames.contains(resource.name))
    }
  }

  /// A trailing star stands for any rest; a star elsewhere for itself.
  private static func url(_ rule: String, matches path: String) -> Bool {
    if rule == "*" || rule == path { return true }
    guard rule.hasSuffix("*") else { return false }
    var prefix = rule
    while prefix.hasSuffix("*") { prefix.removeLast() }
    return path.hasPrefix(prefix)
  }

  /// `*` is everything, subresources too; `*/scale` is the scale of everything; `pods` is not `pods/log`.
  private static func resource(_ rule: String, matches resource: ResourceAttributes) -> Bool {
    if rule == "*" || rule == resource.path { return true }
    return !resource.subresource.isEmpty && rule == "*/\(resource.subresource)"
  }
}

extension GoText {
  /// `%q` of a list of texts: `["a" "b"]`.
  static func quoted(_ texts: [String]) -> String {
    "[\(texts.map(quoted).joined(separator: " "))]"
  }
}
