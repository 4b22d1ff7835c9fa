package import JSON

/// The API server's `Status`: why a request was refused, or what a deletion did.
package struct APIStatus: Error, Hashable, Sendable {
  /// One field that is wrong, or one manager that is in the way.
  package struct Cause: Hashable, Sendable {
    package let reason: String
    package let message: String
    package let field: String

    package init(reason: String, message: String, field: String) {
      self.reason = reason
      self.message = message
      self.field = field
    }
  }

  /// HTTP status code.
  package var code: Int
  /// The machine-readable word, such as `NotFound`, `Conflict` or `Invalid`.
  package var reason: String
  package var message: String
  package var causes: [Cause]
  package var kind: String
  package var group: String
  package var name: String
  package var uid: String
  package var retryAfterSeconds: Int?
  /// Where a list can go on whose own token has expired.
  package var continueToken = ""

  package init(
    code: Int,
    reason: String,
    message: String,
    causes: [Cause] = [],
    kind: String = "",
    group: String = "",
    name: String = "",
    uid: String = "",
    retryAfterSeconds: Int? = nil
  ) {
    self.code = code
    self.reason = reason
    self.message = message
    self.causes = causes
    self.kind = kind
    self.group = group
    self.name = name
    self.uid = uid
    self.retryAfterSeconds = retryAfterSeconds
  }
}

extension APIStatus {
  /// Reads a `Status` object; `nil` when it is something else.
  package init?(json: JSONValue) {
    guard json["kind"]?.stringValue == "Status", json["apiVersion"]?.stringValue == "v1" else {
      return nil
    }
    let details = json["details"] ?? .null
    self.init(
      code: json["code"]?.intValue ?? 0,
      reason: json["reason"]?.stringValue ?? "",
      message: json["message"]?.stringValue ?? "",
      causes: (details["causes"]?.arrayValue ?? []).map(Cause.init(json:)),
      kind: details["kind"]?.stringValue ?? "",
      group: details["group"]?.stringValue ?? "",
      name: details["name"]?.stringValue ?? "",
      uid: details["uid"]?.stringValue ?? "",
      retryAfterSeconds: details["retryAfterSeconds"]?.intValue
    )
    continueToken = json["metadata"]?["continue"]?.stringValue ?? ""
  }

  package var json: JSONValue {
    var json: JSONValue = [
      "kind": "Status", "apiVersion": "v1", "metadata": metadata,
      "status": .string(code < 400 ? "Success" : "Failure"), "code": .integer(Int64(code)),
    ]
    if !message.isEmpty { json["message"] = .string(message) }
    if !reason.isEmpty { json["reason"] = .string(reason) }
    if let details { json["details"] = .object(details) }
    return json
  }

  private var metadata: JSONValue {
    continueToken.isEmpty ? [:] : ["continue": .string(continueToken)]
  }

  private var details: JSONObject? {
    var details: JSONObject = [:]
    for (field, text) in [("name", name), ("group", group), ("kind", kind), ("uid", uid)]
    where !text.isEmpty {
      details[field] = .string(text)
    }
    if !causes.isEmpty { details["causes"] = .array(causes.map(\.json)) }
    if let retryAfterSeconds { details["retryAfterSeconds"] = .integer(Int64(retryAfterSeconds)) }
    return details.isEmpty ? nil : details
  }
}

extension APIStatus.Cause {
  init(json: JSONValue) {
    self.init(
      reason: json["reason"]?.stringValue ?? "",
      message: json["message"]?.stringValue ?? "",
      field: json["field"]?.stringValue ?? ""
    )
  }

  var json: JSONValue {
    var json: JSONValue = ["reason": .string(reason), "message": .string(message)]
    if !field.isEmpty { json["field"] = .string(field) }
    return json
  }
}
