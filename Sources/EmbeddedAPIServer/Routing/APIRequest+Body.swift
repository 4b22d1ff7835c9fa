import APIMachinery
import JSON
import Transport
import YAML

extension APIRequest {
  /// The most bytes that a body may have; the real server's limit.
  static let bodyBytesMax = 3 << 20

  var contentType: MediaType {
    MediaType(Substring(request.headers["content-type"] ?? "application/json"))
  }

  /// A body whose kind the endpoint does not check.
  func plainBody() throws(APIStatus) -> JSONValue {
    if contentType.name == ProtobufDecoder.mediaType { return try protobuf() }
    do {
      return try JSONValue(parsing: request.body)
    } catch {
      throw .badRequest(
        "couldn't get version/kind; json parse error: \(GoJSONProblem.sentence(for: request.body))"
      )
    }
  }

  private func protobuf() throws(APIStatus) -> JSONValue {
    guard let object = ProtobufDecoder.decode(request.body) else {
      throw .badRequest(
        "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]"
      )
    }
    return object
  }

  private func yaml() throws(APIStatus) -> JSONValue {
    do {
      return try YAML.parse(String(decoding: request.body, as: UTF8.self)).first ?? .null
    } catch {
      throw .badRequest(
        "error decoding YAML: error converting YAML to JSON: yaml: line \(error.line): \(error.problem)"
      )
    }
  }

  /// The patch in the body, understood as its content type says.
  func patch(of resource: ServedResource) throws(APIStatus) -> Patch {
    let force = query.flag("force")
    if contentType.name == "application/apply-patch+yaml" {
      guard !(query["fieldManager"] ?? "").isEmpty else {
        let error = FieldError.required("fieldManager", "is required for apply patch")
        throw .invalidWriteOptions(error, request.method)
      }
      return .apply(try yaml(), force: force ?? false)
    }
    guard force == nil else {
      let error = FieldError.forbidden("force", "may not be specified for non-apply patch")
      throw .invalidWriteOptions(error, request.method)
    }
    return try plainPatch(of: resource)
  }

  private func plainPatch(of resource: ServedResource) throws(APIStatus) -> Patch {
    switch contentType.name {
    case "application/json-patch+json": return .json(try patchDocument())
    case "application/merge-patch+json": return .merge(try patchDocument())
    case "application/strategic-merge-patch+json" where resource.rules.understandsStrategicMerge:
      return .strategicMerge(try patchDocument())
    default: throw .unsupportedMediaType(accepted: Self.patchTypes(of: resource))
    }
  }

  private func patchDocument() throws(APIStatus) -> JSONValue {
    do {
      return try JSONValue(parsing: request.body)
    } catch {
      let problem = GoJSONProblem.sentence(for: request.body)
      let isStrategic = contentType.name == "application/strategic-merge-patch+json"
      throw .badRequest(isStrategic ? problem : "error decoding patch: \(problem)")
    }
  }

  private static func patchTypes(of resource: ServedResource) -> [String] {
    let strategic =
      resource.rules.understandsStrategicMerge ? ["application/strategic-merge-patch+json"] : []
    return ["application/json-patch+json", "application/merge-patch+json"] + strategic + [
      "application/apply-patch+yaml"
    ]
  }

  /// What a DELETE asks for: its body, or its query when there is none.
  func deletion() throws(APIStatus) -> (DeletionRequest, isDryRun: Bool) {
    let wishes = request.body.isEmpty ? try deletionInQuery : try plainBody()
    var deletion = DeletionRequest(
      uid: wishes["preconditions"]?["uid"]?.stringValue,
      resourceVersion: wishes["preconditions"]?["resourceVersion"]?.stringValue,
      gracePeriodSeconds: wishes["gracePeriodSeconds"]?.intValue
    )
    deletion.propagation = try propagation(wishes)
    let dryRun = wishes["dryRun"]?.arrayValue ?? []
    try checkDryRun(dryRun)
    return (deletion, !dryRun.isEmpty)
  }

  /// `DeleteOptions` as query parameters.
  private var deletionInQuery: JSONValue {
    get throws(APIStatus) {
      var wishes = JSONValue.object([:])
      if let seconds = try integer("gracePeriodSeconds") {
        wishes["gracePeriodSeconds"] = .integer(Int64(seconds))
      }
      if let policy = query["propagationPolicy"] { wishes["propagationPolicy"] = .string(policy) }
      if let orphan = query.flag("orphanDependents") { wishes["orphanDependents"] = .bool(orphan) }
      let dryRun = query.values("dryRun")
      if !dryRun.isEmpty { wishes["dryRun"] = .array(dryRun.map(JSONValue.string)) }
      return wishes
    }
  }

  private func propagation(
    _ wishes: JSONValue
  ) throws(APIStatus) -> DeletionRequest.Propagation? {
    let orphan = wishes["orphanDependents"]?.boolValue
    guard let text = wishes["propagationPolicy"]?.stringValue else {
      return orphan.map { $0 ? .orphan : .background }
    }
    guard orphan == nil else {
      throw .invalidWriteOptions(
        .invalid(
          "propagationPolicy",
          .string(text),
          "orphanDependents and deletionPropagation cannot be both set"
        ),
        .delete
      )
    }
    guard let propagation = DeletionRequest.Propagation(rawValue: text) else {
      throw .invalidWriteOptions(
        .notSupported(
          "propagationPolicy",
          .string(text),
          supported: ["Foreground", "Background", "Orphan", "nil"]
        ),
        .delete
      )
    }
    return propagation
  }
}
