import APIMachinery
import JSON
import Time

extension Cluster {
  /// Changes an object, or creates it when the patch is an apply.
  mutating func patch(
    _ patch: Patch,
    in resource: ServedResource,
    key: ObjectKey,
    by source: WriteSource
  ) throws(APIStatus) -> WriteOutcome {
    guard let old = object(resource, key) else {
      return try applyNew(patch, in: resource, key: key, by: source)
    }
    let served = resource.conversion.served(old.json, apiVersion: resource.type.apiVersion)
    var new = APIObject(
      resource.conversion.stored(try resource.patched(served, by: patch, source, at: now))
    )
    guard new.name == key.name else {
      throw .badRequest(
        "the name of the object (\(new.name)) does not match the name on the URL (\(key.name))"
      )
    }
    if new.resourceVersion.isEmpty {
      new.metadata["resourceVersion"] = .string(old.resourceVersion)
    }
    return try replace(old, by: new, in: resource, from: source)
  }

  private mutating func applyNew(
    _ patch: Patch,
    in resource: ServedResource,
    key: ObjectKey,
    by source: WriteSource
  ) throws(APIStatus) -> WriteOutcome {
    guard case .apply(let configuration, let force) = patch, source.subresource == .none else {
      throw .notFound(resource.type, name: key.name)
    }
    try resource.checkApplied(configuration, key: key)
    guard !(configuration["metadata"]?["name"]?.stringValue ?? "").isEmpty else {
      throw .badRequest(
        "the name of the object (\(key.name) based on URL) was undeterminable: name must be provided"
      )
    }
    if let uid = configuration["metadata"]?["uid"]?.stringValue {
      throw .conflict(
        resource.type,
        name: key.name,
        "uid mismatch: the provided object specified uid \(uid), and no existing object was found"
      )
    }
    let object = try ServerSideApply.apply(
      configuration: configuration,
      to: nil,
      manager: source.options.manager,
      force: force,
      topology: resource.rules.topology,
      subresource: source.subresource.rawValue,
      now: now
    )
    try authorizeCreation(of: resource, key, by: source)
    return try create(object, in: resource, namespace: key.namespace, by: source)
  }
}

extension ServedResource {
  /// The served form of an object after a patch.
  fileprivate func patched(
    _ live: JSONValue,
    by patch: Patch,
    _ source: WriteSource,
    at now: Timestamp
  ) throws(APIStatus) -> JSONValue {
    let name = live["metadata"]?["name"]?.stringValue ?? ""
    switch patch {
    case .json(let operations):
      return try jsonPatched(live, by: operations)
    case .merge(let changes):
      try changes.checkIsObject("error decoding patch: ")
      return live.merging(patch: changes)
    case .strategicMerge(let changes):
      try changes.checkIsObject("")
      return try StrategicMergePatch.apply(changes, to: live, topology: rules.topology)
    case .apply(let configuration, let force):
      try checkApplied(
        configuration,
        key: ObjectKey(namespace: live["metadata"]?["namespace"]?.stringValue ?? "", name: name)
      )
      return try ServerSideApply.apply(
        configuration: configuration,
        to: live,
        manager: source.options.manager,
        force: force,
        topology: rules.topology,
        subresource: source.subresource.rawValue,
        now: now
      )
    }
  }

  private func jsonPatched(
    _ live: JSONValue,
    by operations: JSONValue
  ) throws(APIStatus) -> JSONValue {
    try operations.checkOperations()
    do {
      return try JSONPatch(json: operations).apply(to: live)
    } catch {
      // The server keeps to itself which operation failed.
      throw .unprocessable
    }
  }

  /// What an apply configuration must say about itself, and what it may not say.
  fileprivate func checkApplied(
    _ configuration: JSONValue,
    key: ObjectKey
  ) throws(APIStatus) {
    let apiVersion = configuration["apiVersion"]?.stringValue ?? ""
    guard apiVersion == type.apiVersion else {
      throw .badRequest(
        "Incorrect version specified in apply patch. Specified patch version: \(apiVersion), "
          + "expected: \(type.apiVersion)"
      )
    }
    if let entries = configuration["metadata"]?["managedFields"]?.arrayValue, !entries.isEmpty {
      throw .badRequest("metadata.managedFields must be nil")
    }
    try checkDeclared(configuration)
    let name = configuration["metadata"]?["name"]?.stringValue ?? key.name
    guard name == key.name else {
      throw .badRequest(
        "the name of the object (\(name)) does not match the name on the URL (\(key.name))"
      )
    }
  }

  /// An apply configuration may only have declared fields; those of custom resources are checked by their topology.
  private func checkDeclared(_ configuration: JSONValue) throws(APIStatus) {
    guard openAPISchema == nil else { return }
    let named = APIObject(configuration)
    var read = configuration
    let unknown = rules.decode(&read).unknownFields.map { ".\($0): field not declared in schema" }
    guard !unknown.isEmpty else { return }
    let problem =
      unknown.count == 1 ? unknown[0] : "errors:\n  " + unknown.joined(separator: "\n  ")
    throw APIStatus(
      code: 500,
      reason: "",
      message: "failed to create typed patch object (\(named.namespace)/\(named.name); "
        + "\(type.apiVersion), "
        + "Kind=\(type.kind)): \(problem)"
    )
  }
}
