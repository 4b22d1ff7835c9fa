import JSON

/// One entry of `x-kubernetes-validations`, as written.
struct ValidationRule: Hashable, Sendable {
  let rule: String
  let message: String
  let messageExpression: String
  let reason: String?
  let fieldPath: String
  let optionalOldSelf: Bool?

  init(json: JSONValue) {
    rule = json["rule"]?.stringValue ?? ""
    message = json["message"]?.stringValue ?? ""
    messageExpression = json["messageExpression"]?.stringValue ?? ""
    reason = json["reason"]?.stringValue
    fieldPath = json["fieldPath"]?.stringValue ?? ""
    optionalOldSelf = json["optionalOldSelf"]?.boolValue
  }

  /// What identifies the rule in an error: its message, else its source.
  var label: String { (message.isEmpty ? rule : message).trimmed }

  /// The Go struct as `encoding/json` prints it inside `Invalid value: …`.
  var goJSON: String {
    let fields: [(String, JSONValue)] = [
      ("Rule", .string(rule)), ("Message", .string(message)),
      ("MessageExpression", .string(messageExpression)),
      ("Reason", reason.map(JSONValue.string) ?? .null),
      ("FieldPath", .string(fieldPath)),
      ("OptionalOldSelf", optionalOldSelf.map(JSONValue.bool) ?? .null),
    ]
    return "{" + fields.map { "\"\($0)\":\(GoText.json($1))" }.joined(separator: ",") + "}"
  }
}

extension String {
  /// Without white space at both ends, as `strings.TrimSpace`.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
