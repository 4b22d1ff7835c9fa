import APIMachinery
import JSON
import Transport
import YAML

extension APIRequest {
  /// The most bytes that a body may have; the real server's limit.
  static let bodyBytesMax = 3 << 20

  private var contentType: MediaType {
    MediaType(Substring(request.headers["content-type"] ?? "application/json"))
  }

  /// The object in the body, of the kind that the URL names, and the fields that it says twice.
  func object(of resource: ServedResource) throws(APIStatus) -> (JSONValue, duplicates: [String]) {
    let (json, duplicates) = try document(of: resource)
    guard let kind = json["kind"]?.stringValue, !kind.isEmpty else {
      throw .badRequest("Object 'Kind' is missing in '\(json.jsonText)'")
    }
    let version = json["apiVersion"]?.stringValue ?? ""
    guard version == resource.type.apiVersion else {
      throw .badRequest(
        "the API version in the data (\(version)) does not match the expected API version "
          + "(\(resource.type.apiVersion))"
      )
    }
    guard kind == resource.type.kind else {
      throw .badRequest(
        "\(kind) in version \"\(resource.type.version)\" cannot be handled as a "
          + "\(resource.type.kind): the body is of another kind than the URL"
      )
    }
    return (json, duplicates)
  }

  private func document(
    of resource: ServedResource
  ) throws(APIStatus) -> (JSONValue, duplicates: [String]) {
    switch contentType.name {
    case "application/json":
      do {
        let document = try JSONDocument(parsing: request.body)
        return (document.value, document.duplicateFields.map { "\($0)" })
      } catch {
        throw .badRequest(
          "the object provided is unrecognized (must be of type \(resource.type.kind)): couldn't get "
            + "version/kind; json parse error: \(error)"
        )
      }
    case "application/yaml":
      return (try yaml(), [])
    case ProtobufDecoder.mediaType:
      return (try protobuf(), [])
    default:
      throw .unsupportedMediaType(accepted: ["application/json", "application/yaml"])
    }
  }

  /// A body whose kind the endpoint does not check.
  func plainBody() throws(APIStatus) -> JSONValue {
    if contentType.name == ProtobufDecoder.mediaType { return try protobuf() }
    do {
      return try JSONValue(parsing: request.body)
    } catch {
      throw .badRequest("the object provided is unrecognized: json parse error: \(error)")
    }
  }

  private func protobuf() throws(APIStatus) -> JSONValue {
    guard let object = ProtobufDecoder.decode(request.body) else {
      throw .unsupportedMediaType(accepted: ["application/json", "application/yaml"])
    }
    return object
  }

  private func yaml() throws(APIStatus) -> JSONValue {
    do {
      return try YAML.parse(String(decoding: request.body, as: UTF8.self)).first ?? .null
    } catch {
      throw .badRequest("error parsing YAML: \(error)")
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
      throw .badRequest("error decoding patch: \(error)")
    }
  }

  private static func patchTypes(of resource: ServedResource) -> [String] {
    let strategic =
      resource.rules.understandsStrategicMerge ? ["application/strategic-merge-patch+json"] : []
    return ["application/json-patch+json", "application/merge-patch+json"] + strategic + [
      "application/apply-patch+yaml"
    ]
  }

  /// What a DELETE asks for: its body, and where that is silent its query.
  func deletion() throws(APIStatus) -> (DeletionRequest, isDryRun: Bool) {
    let body = request.body.isEmpty ? JSONValue.object([:]) : try plainBody()
    var deletion = DeletionRequest(
      uid: body["preconditions"]?["uid"]?.stringValue,
      resourceVersion: body["preconditions"]?["resourceVersion"]?.stringValue,
      gracePeriodSeconds: body["gracePeriodSeconds"]?.intValue
        ?? query.integer("gracePeriodSeconds")
    )
    deletion.propagation = try propagation(body)
    let dryRun = body["dryRun"]?.arrayValue ?? []
    return (deletion, !dryRun.isEmpty || query["dryRun"] != nil)
  }

  private func propagation(
    _ body: JSONValue
  ) throws(APIStatus) -> DeletionRequest.Propagation? {
    if body["orphanDependents"]?.boolValue ?? query.flag("orphanDependents") ?? false {
      return .orphan
    }
    guard let text = body["propagationPolicy"]?.stringValue ?? query["propagationPolicy"] else {
      return nil
    }
    guard let propagation = DeletionRequest.Propagation(rawValue: text) else {
      throw .invalidWriteOptions(
        .notSupported(
          "propagationPolicy",
          .string(text),
          supported: ["Foreground", "Background", "Orphan", "nil"]
        ),
        request.method
      )
    }
    return propagation
  }
}
