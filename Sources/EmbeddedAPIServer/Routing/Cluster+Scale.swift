import APIMachinery
import JSON
import Transport

extension Cluster {
  mutating func answerScale(
    _ request: APIRequest,
    _ method: HTTPRequest.Method,
    _ resource: ServedResource,
    _ key: ObjectKey,
    _ paths: ScalePaths
  ) throws(APIStatus) -> Answer {
    guard let old = object(resource, key) else { throw .notFound(resource.type, name: key.name) }
    switch method {
    case .get, .head: return .json(paths.scale(of: old))
    case .put: return try scale(old, to: try request.plainBody(), request, resource, paths, .update)
    case .patch:
      let patch = try request.patch(of: resource)
      if case .apply(let configuration, let force) = patch {
        return try apply(configuration, force, to: old, request, resource, paths)
      }
      let desired = try patch.applied(to: paths.scale(of: old))
      return try scale(old, to: desired, request, resource, paths, .patch)
    case .post, .delete: throw .methodNotAllowed
    }
  }

  /// An applied scale owns one field of the object behind it.
  private mutating func apply(
    _ configuration: JSONValue,
    _ force: Bool,
    to old: APIObject,
    _ request: APIRequest,
    _ resource: ServedResource,
    _ paths: ScalePaths
  ) throws(APIStatus) -> Answer {
    guard let replicas = configuration["spec"]?["replicas"]?.intValue else {
      return .json(paths.scale(of: old))
    }
    guard replicas >= 0 else { throw .invalidScale(old.name, replicas: replicas) }
    var claim: JSONValue = [
      "apiVersion": old.json["apiVersion"] ?? "", "kind": old.json["kind"] ?? "",
      "metadata": ["name": .string(old.name)],
    ]
    claim.set(.integer(Int64(replicas)), at: paths.specReplicas[...])
    let source = WriteSource(
      verb: .apply,
      subresource: .scale,
      options: try request.writeOptions
    )
    let new = try ServerSideApply.apply(
      configuration: claim,
      to: old.json,
      manager: source.options.manager,
      force: force,
      topology: resource.rules.topology,
      subresource: source.subresource.rawValue,
      now: now
    )
    let outcome = try replace(old, by: APIObject(new), in: resource, from: source)
    return .json(paths.scale(of: outcome.object), warnings: outcome.warnings)
  }

  private mutating func scale(
    _ old: APIObject,
    to scale: JSONValue,
    _ request: APIRequest,
    _ resource: ServedResource,
    _ paths: ScalePaths,
    _ verb: WriteRecord.Verb
  ) throws(APIStatus) -> Answer {
    let replicas = scale["spec"]?["replicas"]?.intValue ?? 0
    guard replicas >= 0 else {
      throw .invalidScale(old.name, replicas: replicas)
    }
    var new = old
    new.json.set(.integer(Int64(replicas)), at: paths.specReplicas[...])
    if let version = scale["metadata"]?["resourceVersion"] {
      new.metadata["resourceVersion"] = version
    }
    let source = WriteSource(verb: verb, subresource: .scale, options: try request.writeOptions)
    let outcome = try replace(old, by: new, in: resource, from: source)
    return .json(paths.scale(of: outcome.object), warnings: outcome.warnings)
  }
}

extension ScalePaths {
  /// The object seen as `autoscaling/v1` Scale.
  func scale(of object: APIObject) -> JSONValue {
    var metadata: JSONValue = [
      "name": .string(object.name), "namespace": .string(object.namespace),
      "uid": .string(object.uid), "resourceVersion": .string(object.resourceVersion),
    ]
    metadata["creationTimestamp"] = object.metadata["creationTimestamp"]
    var status: JSONValue = ["replicas": object.json.value(at: statusReplicas) ?? 0]
    if let text = selectorText(of: object) { status["selector"] = .string(text) }
    return [
      "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": metadata,
      "spec": ["replicas": object.json.value(at: specReplicas) ?? 0], "status": status,
    ]
  }

  private func selectorText(of object: APIObject) -> String? {
    guard let selector, let value = object.json.value(at: selector) else { return nil }
    return value.stringValue ?? LabelSelector(json: value)?.query
  }
}

extension Patch {
  /// A patch of a scale, which has no owners and no lists.
  fileprivate func applied(to scale: JSONValue) throws(APIStatus) -> JSONValue {
    switch self {
    case .merge(let document), .strategicMerge(let document), .apply(let document, force: _):
      return scale.merging(patch: document)
    case .json(let document):
      do {
        return try JSONPatch(json: document).apply(to: scale)
      } catch {
        throw .badRequest("the patch does not apply: \(error)")
      }
    }
  }
}

extension JSONValue {
  func value(at path: [String]) -> JSONValue? {
    path.reduce(Optional(self)) { value, step in value?[step] }
  }

  fileprivate mutating func set(_ value: JSONValue, at path: ArraySlice<String>) {
    guard let first = path.first else { return self = value }
    updateOrCreate(first) { $0.set(value, at: path.dropFirst()) }
  }
}

extension APIStatus {
  fileprivate static func invalidScale(_ name: String, replicas: Int) -> APIStatus {
    let error = FieldError.invalid(
      "spec.replicas",
      .integer(Int64(replicas)),
      "must be greater than or equal to 0"
    )
    return APIStatus(
      code: 422,
      reason: "Invalid",
      message: "Scale.autoscaling \"\(name)\" is invalid: \(error.message)",
      causes: [error.cause],
      kind: "Scale",
      group: "autoscaling",
      name: name
    )
  }
}
