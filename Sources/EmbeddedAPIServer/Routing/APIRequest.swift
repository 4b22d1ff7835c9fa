import APIMachinery
import JSON
import Transport

/// A request with its path, query and preferences read.
struct APIRequest: Sendable {
  let request: HTTPRequest
  let segments: [String]
  let query: QueryParameters
  let accepted: [MediaType]
  /// Whether the server has already waited for the revision that the request asks for.
  var hasWaited = false
  /// Faults planted on the way of the watch that the request opens.
  var disturbance: WatchDisturbance?
  /// Who sends it, once authentication has found out.
  var caller = UserInfo.anonymous

  init(_ request: HTTPRequest) {
    self.request = request
    segments = request.path.split(separator: "/").map { PercentDecoding.decode($0) }
    query = QueryParameters(request.query)
    accepted = MediaType.list(request.headers["accept"])
  }

  var userAgent: String { request.headers["user-agent"] ?? "" }
  var isWatch: Bool { query.flag("watch") ?? false }

  /// The form that the client wants objects in; a refusal when it is none of ours.
  func form(of resource: ServedResource) throws(APIStatus) -> ResponseForm {
    for type in accepted where type.acceptsJSON {
      switch type["as"] {
      case nil: return .object
      case "Table" where type["v"] == "v1": return .table(includeObject: try tableObject)
      case "PartialObjectMetadata", "PartialObjectMetadataList": return .partialMetadata
      default: continue
      }
    }
    throw .notAcceptable(offered: Self.mediaTypes(of: resource))
  }

  private var tableObject: ResponseForm.TableObject {
    get throws(APIStatus) {
      let text = query["includeObject"] ?? ""
      guard let object = ResponseForm.TableObject(rawValue: text.isEmpty ? "Metadata" : text) else {
        throw .badRequest("unrecognized includeObject value: \(GoText.quoted(text))")
      }
      return object
    }
  }

  /// Who writes and how, after the query.
  var writeOptions: WriteOptions {
    get throws(APIStatus) {
      var options = WriteOptions(userAgent: userAgent)
      options.user = caller
      options.fieldManager = query["fieldManager"] ?? ""
      try checkFieldManager(options.fieldManager)
      try checkDryRun(query.values("dryRun").map(JSONValue.string))
      options.isDryRun = query["dryRun"] != nil
      if let text = query["fieldValidation"], !text.isEmpty {
        guard let validation = FieldValidation(rawValue: text) else {
          let supported = ["", "Ignore", "Strict", "Warn"]
          throw .invalidWriteOptions(
            .notSupported("fieldValidation", .string(text), supported: supported),
            request.method
          )
        }
        options.fieldValidation = validation
      }
      return options
    }
  }

  private func checkFieldManager(_ manager: String) throws(APIStatus) {
    guard manager.utf8.count <= 128 else {
      throw .invalidWriteOptions(.tooLong("fieldManager", maximum: 128), request.method)
    }
    var position = 0
    for scalar in manager.unicodeScalars {
      guard scalar.properties.generalCategory != .control else {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
        throw .invalidWriteOptions(
          .invalid(
            "fieldManager",
            .string(manager),
            "invalid character U+\(padded) (at position \(position))"
          ),
          request.method
        )
      }
      position += String(scalar).utf8.count
    }
  }

  func checkDryRun(_ values: [JSONValue]) throws(APIStatus) {
    guard values.contains(where: { $0 != "All" }) else { return }
    // The only list in a refusal, and printed as Go prints a list.
    let texts = values.map { GoText.quoted($0.stringValue ?? "") }
    throw .invalidWriteOptions(
      FieldError(
        path: "dryRun",
        kind: .notSupported,
        badValue: .text("[]string{\(texts.joined(separator: ", "))}"),
        detail: "supported values: \"All\""
      ),
      request.method
    )
  }
}

extension APIStatus {
  /// A query parameter of a write that cannot be honoured.
  static func invalidWriteOptions(_ error: FieldError, _ method: HTTPRequest.Method) -> APIStatus {
    let kind =
      switch method {
      case .post: "CreateOptions"
      case .put: "UpdateOptions"
      case .patch: "PatchOptions"
      case .delete: "DeleteOptions"
      case .get, .head: "GetOptions"
      }
    return APIStatus(
      code: 422,
      reason: "Invalid",
      message: "\(kind).meta.k8s.io \"\" is invalid: \(error.message)",
      causes: [error.cause],
      kind: kind,
      group: "meta.k8s.io"
    )
  }
}
