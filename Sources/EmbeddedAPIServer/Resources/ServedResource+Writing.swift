import APIMachinery
import JSON
import Time

/// The steps that creating and updating share; none of them needs the cluster.
extension ServedResource {
  /// Drops unknown fields and answers with warnings about them and repeated ones, or refuses the write, as the client chose.
  func decode(
    _ object: inout APIObject,
    by source: WriteSource
  ) throws(APIStatus) -> [String] {
    let sent = object.json
    let findings = rules.decode(&object.json)
    if let mismatch = findings.mismatches.first {
      throw source.patch?.unreadable(sent, mismatch) ?? undecodable(mismatch)
    }
    let problems =
      source.repeatedFields.map { "duplicate field \"\($0)\"" }
      + findings.unknownFields.map { "unknown field \"\($0)\"" }
    guard !problems.isEmpty else { return [] }
    switch source.options.fieldValidation {
    case .ignore: return []
    case .warn: return problems
    case .strict:
      let problem = "strict decoding error: \(problems.joined(separator: ", "))"
      throw source.patch?.unreadable(sent, problem) ?? undecodable(problem)
    }
  }

  func strictDecodingError(_ problems: [String]) -> APIStatus {
    undecodable("strict decoding error: \(problems.joined(separator: ", "))")
  }

  func undecodable(_ problem: String) -> APIStatus {
    .badRequest(
      "\(type.kind) in version \"\(type.version)\" cannot be handled as a \(type.kind): \(problem)"
    )
  }

  /// Refuses an object that breaks a rule of its metadata or of its kind.
  func check(_ object: APIObject, old: APIObject?) throws(APIStatus) {
    var errors = MetadataRules.validate(object, of: self)
    if let old { errors += MetadataRules.validateUpdate(object, old: old) }
    errors += rules.validate(object.json, old: old?.json)
    guard errors.isEmpty else { throw .invalid(self, name: object.name, errors) }
  }

  /// Writes into managedFields who set what.
  func recordManager(
    of object: inout APIObject,
    old: APIObject?,
    _ source: WriteSource,
    _ now: Timestamp
  ) {
    object.json = ServerSideApply.recordUpdate(
      from: old?.json,
      to: object.json,
      manager: source.options.manager,
      topology: rules.topology,
      subresource: source.subresource.rawValue,
      now: now
    )
  }

  /// Whether the part that `metadata.generation` counts differs.
  func isSpecificationChanged(_ new: APIObject, old: APIObject) -> Bool {
    specification(of: new) != specification(of: old)
  }

  private func specification(of object: APIObject) -> JSONValue {
    var json = object.json
    json["metadata"] = rules.countsAnnotationsAsSpecification ? object.metadata["annotations"] : nil
    if hasStatus { json["status"] = nil }
    return json
  }
}

extension APIObject {
  /// Fills in the namespace of the URL, and refuses a body that names another.
  mutating func settleNamespace(
    _ namespace: String,
    of resource: ServedResource
  ) throws(APIStatus) {
    guard resource.type.isNamespaced else {
      metadata["namespace"] = nil
      return
    }
    guard self.namespace.isEmpty || self.namespace == namespace else {
      throw .badRequest(
        "the namespace of the provided object does not match the namespace sent on the request"
      )
    }
    metadata["namespace"] = .string(namespace)
  }
}
