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
  var form: ResponseForm {
    get throws(APIStatus) {
      for type in accepted where type.acceptsJSON {
        switch type["as"] {
        case nil: return .object
        case "Table" where type["v"] == "v1": return .table(includeObject: tableObject)
        case "PartialObjectMetadata", "PartialObjectMetadataList": return .partialMetadata
        default: continue
        }
      }
      throw .notAcceptable(offered: ["application/json"])
    }
  }

  private var tableObject: ResponseForm.TableObject {
    ResponseForm.TableObject(rawValue: query["includeObject"] ?? "Metadata") ?? .metadata
  }

  /// Who writes and how, after the query.
  var writeOptions: WriteOptions {
    get throws(APIStatus) {
      var options = WriteOptions(userAgent: userAgent)
      options.user = caller
      options.fieldManager = query["fieldManager"] ?? ""
      guard options.fieldManager.utf8.count <= 128 else {
        throw .invalidWriteOptions(.tooLong("fieldManager", maximum: 128), request.method)
      }
      for value in query.values("dryRun") where value != "All" {
        let error = FieldError.notSupported("dryRun", .string(value), supported: ["All"])
        throw .invalidWriteOptions(error, request.method)
      }
      options.isDryRun = query["dryRun"] != nil
      if let text = query["fieldValidation"], !text.isEmpty {
        guard let validation = FieldValidation(rawValue: text) else {
          let supported = ["Ignore", "Strict", "Warn"]
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
