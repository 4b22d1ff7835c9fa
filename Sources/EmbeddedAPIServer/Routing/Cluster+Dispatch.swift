import APIMachinery
import JSON
import Transport

/// From a path to the verb that answers it.
extension Cluster {
  mutating func answer(_ request: APIRequest) throws(APIStatus) -> Answer {
    switch request.segments.first {
    case "api", "apis": return try answerAPI(request)
    case "version": return .json(ServerVersion.json)
    case "healthz", "livez", "readyz": return HealthChecks.answer(request)
    case "openapi": return openAPI(request)
    case nil: return .json(["paths": .array(rootPaths.map(JSONValue.string))])
    case .some: return .unknownPath
    }
  }

  /// Parts of objects that requests are routed to, of whatever kind.
  private static let subresources: Set = [
    "attach", "binding", "eviction", "exec", "finalize", "log", "portforward", "proxy", "scale",
    "status", "token",
  ]

  /// Whether a path names a resource that is there, and at most a part of it that some kind has.
  func serves(_ target: ResourceTarget) -> Bool {
    guard let plural = target.plural, target.subresource.map(Self.subresources.contains) ?? true
    else { return false }
    return catalog.resource(group: target.group, version: target.version, plural: plural) != nil
  }

  private var rootPaths: [String] {
    let groups = DiscoveryGroup.all(of: catalog)
    let discovered = groups.flatMap { group -> [String] in
      let versions = group.versions.map(\.name)
      guard !group.isCore else { return versions.map { "/api/\($0)" } }
      return ["/apis/\(group.name)"] + versions.map { "/apis/\(group.name)/\($0)" }
    }
    let fixed = ["/api", "/apis", "/apis/", "/openapi/v3", "/openapi/v3/", "/version"]
    return (discovered + fixed + HealthChecks.paths).sorted()
  }

  private mutating func answerAPI(_ request: APIRequest) throws(APIStatus) -> Answer {
    guard let target = ResourceTarget(request.segments), let plural = target.plural else {
      return discovery(request)
    }
    if let review = try answerReview(request, target) { return review }
    guard
      let resource = catalog.resource(
        group: target.group,
        version: target.version,
        plural: plural
      )
    else { return try unknownResource(target) }
    guard target.namespace == nil || resource.type.isNamespaced else { return .unknownPath }
    guard let name = target.name else { return try answer(request, onCollection: resource, target) }
    guard target.namespace != nil || !resource.type.isNamespaced else { return .unknownPath }
    let key = ObjectKey(namespace: target.namespace ?? "", name: name)
    guard let subresource = target.subresource else {
      return try answer(request, onObject: resource, key)
    }
    return try answer(request, onSubresource: subresource, of: resource, key)
  }

  /// A built-in group answers for its paths itself; elsewhere nobody feels responsible.
  private func unknownResource(_ target: ResourceTarget) throws(APIStatus) -> Answer {
    let isServed = catalog.resources.contains {
      $0.isBuiltIn && $0.type.group == target.group && $0.type.version == target.version
    }
    guard isServed else { return .unknownPath }
    throw .unknownResource
  }

  private mutating func answer(
    _ request: APIRequest,
    onCollection resource: ServedResource,
    _ target: ResourceTarget
  ) throws(APIStatus) -> Answer {
    switch request.request.method {
    case .get, .head:
      if request.isWatch { return try openWatch(request, resource, in: target.namespace) }
      return try list(request, resource, in: target.namespace)
    case .post:
      guard target.namespace != nil || !resource.type.isNamespaced else { throw .methodNotAllowed }
      return try create(request, resource, in: target.namespace ?? "")
    case .delete: return try deleteCollection(request, resource, in: target.namespace)
    case .put, .patch: throw refusal(of: request, resource)
    }
  }

  private func refusal(of request: APIRequest, _ resource: ServedResource) -> APIStatus {
    guard !resource.isBuiltIn else { return .methodNotAllowed }
    let verb =
      switch request.request.method {
      case .get, .head: "get"
      case .post: "create"
      case .put: "update"
      case .patch: "patch"
      case .delete: "delete"
      }
    return .methodNotSupported(resource.type, verb: verb)
  }

  private mutating func answer(
    _ request: APIRequest,
    onObject resource: ServedResource,
    _ key: ObjectKey
  ) throws(APIStatus) -> Answer {
    switch request.request.method {
    case .get, .head:
      if request.isWatch { return try openWatch(request, resource, on: key) }
      return try get(request, resource, key)
    case .put: return try replace(request, resource, key, .none)
    case .patch: return try patch(request, resource, key, .none)
    case .delete: return try delete(request, resource, key)
    case .post: throw refusal(of: request, resource)
    }
  }

  private mutating func answer(
    _ request: APIRequest,
    onSubresource name: String,
    of resource: ServedResource,
    _ key: ObjectKey
  ) throws(APIStatus) -> Answer {
    switch (name, request.request.method) {
    case ("status", .get) where resource.hasStatus: return try get(request, resource, key)
    case ("status", .put) where resource.hasStatus:
      return try replace(request, resource, key, .status)
    case ("status", .patch) where resource.hasStatus:
      return try patch(request, resource, key, .status)
    case ("scale", let method):
      guard let paths = resource.scale else {
        guard resource.isBuiltIn else { return .unknownPath }
        throw .unknownResource
      }
      return try answerScale(request, method, resource, key, paths)
    case ("eviction", .post) where resource.type == .pods: return try evict(request, resource, key)
    case ("binding", .post) where resource.type == .pods: return try bind(request, resource, key)
    case ("token", .post) where resource.type == .serviceAccounts:
      return try issueToken(request, for: key)
    case ("finalize", .put) where resource.type == .namespaces:
      return try replace(request, resource, key, .none)
    case ("log", .get) where resource.type == .pods: return try log(request, resource, key)
    case ("exec", .get), ("exec", .post), ("attach", .get), ("attach", .post),
      ("portforward", .get), ("portforward", .post):
      guard resource.type == .pods else { throw .unknownResource }
      let choosesContainer = name != "portforward"
      return try stream(request, resource, key, choosesContainer: choosesContainer)
    default:
      if resource.hasStatus, name == "status" { throw refusal(of: request, resource) }
      guard resource.isBuiltIn else { return .unknownPath }
      throw .unknownResource
    }
  }
}
