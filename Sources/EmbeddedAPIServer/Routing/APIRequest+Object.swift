import APIMachinery
import JSON
import Transport
import YAML

/// Objects in bodies, and the sentences for bodies that hold none (apiserver `handlers/rest.go`, apimachinery `serializer`).
extension APIRequest {
  /// The types in which a kind is understood; Go's protobuf only where Go knows the kind.
  static func mediaTypes(of resource: ServedResource) -> [String] {
    let both = ["application/json", "application/yaml"]
    return resource.isBuiltIn ? both + [ProtobufDecoder.mediaType] : both
  }

  /// The object in the body, of the kind that the URL names, and the fields that it says twice.
  ///
  /// A body that leaves out its kind is taken for one of that kind, as long as the kind is built in.
  func object(of resource: ServedResource) throws(APIStatus) -> (JSONValue, duplicates: [String]) {
    var (json, duplicates) = try document(of: resource)
    guard json.objectValue != nil else {
      throw unrecognized(
        resource,
        "couldn't get version/kind; json parse error: json: cannot unmarshal "
          + "\(json.goTypeName) into Go value of type struct { APIVersion string "
          + "\"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }"
      )
    }
    try settleKind(of: &json, resource)
    return (json, duplicates)
  }

  private func settleKind(
    of json: inout JSONValue,
    _ resource: ServedResource
  ) throws(APIStatus) {
    let type = resource.type
    let kind = json["kind"]?.stringValue ?? ""
    let apiVersion = json["apiVersion"]?.stringValue ?? ""
    if kind.isEmpty {
      guard resource.isBuiltIn else {
        let body = String(decoding: request.body, as: UTF8.self)
        throw resource.undecodable("Object 'Kind' is missing in '\(body)'")
      }
      json["kind"] = .string(type.kind)
    }
    if apiVersion.isEmpty, resource.isBuiltIn { json["apiVersion"] = .string(type.apiVersion) }
    let said = json["apiVersion"]?.stringValue ?? ""
    guard json["kind"]?.stringValue == type.kind else {
      throw resource.otherKind(kind, apiVersion: said, name: APIObject(json).name)
    }
    guard said == type.apiVersion else {
      throw .badRequest(
        "the API version in the data (\(said.isEmpty ? "/" : said)) does not match the expected "
          + "API version (\(type.apiVersion))"
      )
    }
  }

  private func document(
    of resource: ServedResource
  ) throws(APIStatus) -> (JSONValue, duplicates: [String]) {
    switch contentType.name {
    case "application/json", "":
      do {
        let document = try JSONDocument(parsing: request.body)
        return (document.value, document.duplicateFields.map { "\($0)" })
      } catch {
        let problem = GoJSONProblem.sentence(for: request.body)
        throw unrecognized(resource, "couldn't get version/kind; json parse error: \(problem)")
      }
    case "application/yaml":
      do {
        let text = String(decoding: request.body, as: UTF8.self)
        return (try YAML.parse(text).first ?? .null, [])
      } catch {
        throw unrecognized(resource, "yaml: line \(error.line): \(error.problem)")
      }
    case ProtobufDecoder.mediaType where resource.isBuiltIn:
      guard let object = ProtobufDecoder.decode(request.body) else {
        throw unrecognized(
          resource,
          ProtobufDecoder.isEnvelope(request.body)
            ? "proto: illegal wireType"
            : "provided data does not appear to be a protobuf message, expected prefix "
              + "[107 56 115 0]"
        )
      }
      return (object, [])
    default:
      throw .unsupportedMediaType(accepted: Self.mediaTypes(of: resource))
    }
  }

  private func unrecognized(_ resource: ServedResource, _ problem: String) -> APIStatus {
    .badRequest(
      "the object provided is unrecognized (must be of type \(resource.type.kind)): \(problem) "
        + "(\(summary))"
    )
  }

  /// The first 30 bytes: as text where it looks like JSON, else in hexadecimal digits.
  private var summary: String {
    let body = request.body
    guard let first = body.first else { return "<empty>" }
    let more = body.count > 30 ? " ..." : ""
    if first == UInt8(ascii: "{") { return String(decoding: body.prefix(30), as: UTF8.self) + more }
    return body.prefix(30).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined() + more
  }
}

extension ServedResource {
  /// The refusal of a body that is of another kind than the URL.
  fileprivate func otherKind(_ kind: String, apiVersion: String, name: String) -> APIStatus {
    guard isBuiltIn else {
      return .invalid(
        self,
        name: name,
        [.invalid("kind", .string(kind), "must be \(type.kind)")]
      )
    }
    let version = apiVersion.split(separator: "/").last.map(String.init) ?? ""
    let group = type.group.split(separator: ".").first.map(String.init) ?? "core"
    let problem: String
    if BuiltInTypes.all[kind]?.contains(where: { $0.name == "metadata" }) ?? false {
      problem = "converting (\(version).\(kind)) to (\(group).\(type.kind)): unknown conversion"
    } else {
      problem =
        "no kind \"\(kind)\" is registered for version \"\(apiVersion)\" in scheme "
        + "\"pkg/api/legacyscheme/scheme.go:30\""
    }
    return .badRequest(
      "\(kind) in version \"\(version)\" cannot be handled as a \(type.kind): \(problem)"
    )
  }
}

extension JSONValue {
  /// The type as Go's decoder names it.
  var goTypeName: String {
    switch self {
    case .object: "object"
    case .array: "array"
    case .string: "string"
    case .bool: "bool"
    case .integer, .double: "number"
    case .null: "null"
    }
  }
}
