import Transport

/// How many requests were answered, as `apiserver_request_total` of kube-apiserver counts them.
struct RequestCounts: Sendable {
  private struct Key: Hashable, Sendable {
    let verb: String
    let resource: ResourceAttributes
    let isDryRun: Bool
    let code: Int
  }

  private var counts: [Key: Int] = [:]

  mutating func add(_ request: APIRequest, code: Int) {
    let access = AccessRequest(request)
    guard case .resource(var resource) = access.target else { return }
    let scope = resource.scope(of: access.verb)
    resource.namespace = scope
    resource.name = ""
    let isDryRun = request.query["dryRun"] != nil
    let key = Key(
      verb: request.metricVerb(access.verb),
      resource: resource,
      isDryRun: isDryRun,
      code: code
    )
    counts[key, default: 0] += 1
  }

  var exposition: String {
    let name = "apiserver_request_total"
    // order-free: sorted right after.
    let lines = counts.map { "\(name)\(labels($0.key)) \($0.value)\n" }.sorted()
    return
      "# HELP \(name) [STABLE] Counter of apiserver requests broken out for each verb, dry run "
      + "value, group, version, resource, scope, component, and HTTP response code.\n"
      + "# TYPE \(name) counter\n" + lines.joined()
  }

  private func labels(_ key: Key) -> String {
    let resource = key.resource
    return "{code=\"\(key.code)\",component=\"apiserver\",dry_run=\"\(key.isDryRun ? "All" : "")\","
      + "group=\"\(resource.group)\",resource=\"\(resource.resource)\",scope=\"\(resource.namespace)\","
      + "subresource=\"\(resource.subresource)\",verb=\"\(key.verb)\",version=\"\(resource.version)\"}"
  }
}

extension ResourceAttributes {
  /// What the request reaches: one object, a namespace or everything.
  fileprivate func scope(of verb: String) -> String {
    if !name.isEmpty || verb == "create" { return "resource" }
    return namespace.isEmpty ? "cluster" : "namespace"
  }
}

extension APIRequest {
  /// As `cleanVerb` of `endpoints/metrics` names it.
  fileprivate func metricVerb(_ verb: String) -> String {
    switch verb {
    case "create": "POST"
    case "update": "PUT"
    case "patch":
      MediaType(Substring(request.headers["content-type"] ?? "")).name
        == "application/apply-patch+yaml"
        ? "APPLY" : "PATCH"
    default: verb.uppercased()
    }
  }
}
