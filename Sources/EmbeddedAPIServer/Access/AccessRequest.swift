import APIMachinery
import Transport

/// What somebody wants to do: the attributes that authorization looks at.
package struct AccessRequest: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    case resource(ResourceAttributes)
    /// A path outside `/api/v1` and `/apis/{group}/{version}`.
    case path(String)
  }

  /// Such as `get`, `list`, `watch`, `deletecollection` or `impersonate`.
  package let verb: String
  package let target: Target

  package init(verb: String, target: Target) {
    self.verb = verb
    self.target = target
  }

  /// The namespace whose roles count; empty for cluster-wide requests.
  var namespace: String {
    switch target {
    case .resource(let resource): resource.namespace
    case .path: ""
    }
  }
}

/// The resource, and the part of it, that a request is about.
package struct ResourceAttributes: Hashable, Sendable {
  package var group: String
  package var version: String
  /// The plural.
  package var resource: String
  /// Empty for the object itself.
  package var subresource: String
  /// Empty for requests across namespaces, and for kinds that have none.
  package var namespace: String
  /// Empty for collections.
  package var name: String

  package init(
    group: String,
    version: String = "",
    resource: String,
    subresource: String = "",
    namespace: String = "",
    name: String = ""
  ) {
    self.group = group
    self.version = version
    self.resource = resource
    self.subresource = subresource
    self.namespace = namespace
    self.name = name
  }

  /// As rules name it: `pods`, `pods/log`.
  package var path: String { subresource.isEmpty ? resource : "\(resource)/\(subresource)" }
}

extension AccessRequest {
  /// Reads a request as `RequestInfoFactory` does: a collection is listed or watched, one object is only ever got.
  init(_ request: APIRequest) {
    let method = request.request.method
    guard let target = ResourceTarget(request.segments), let plural = target.plural else {
      self.init(
        verb: method.rawValue.lowercased(),
        target: .path(PercentDecoding.decode(request.request.path))
      )
      return
    }
    var resource = ResourceAttributes(
      group: target.group,
      version: target.version,
      resource: plural,
      subresource: target.subresource ?? "",
      namespace: target.namespace ?? "",
      name: target.name ?? ""
    )
    // A namespace is inside itself, so that roles in it may speak of it.
    if plural == "namespaces", resource.namespace.isEmpty { resource.namespace = resource.name }
    let verb = method.verb(isCollection: target.name == nil, isWatch: request.isWatch)
    if ["list", "watch", "deletecollection"].contains(verb) {
      resource.name =
        request.query["fieldSelector"].flatMap { try? FieldSelector(query: $0).name } ?? ""
    }
    self.init(verb: verb, target: .resource(resource))
  }
}

extension HTTPRequest.Method {
  fileprivate func verb(isCollection: Bool, isWatch: Bool) -> String {
    switch self {
    case .get, .head: isCollection ? (isWatch ? "watch" : "list") : "get"
    case .post: "create"
    case .put: "update"
    case .patch: "patch"
    case .delete: isCollection ? "deletecollection" : "delete"
    }
  }
}
