import APIMachinery
import JSON
import Transport

/// A whole answer.
struct Reply: Sendable {
  let status: Int
  let headers: HTTPHeaders
  let json: JSONValue
  let text: String

  init(_ response: HTTPResponse) {
    status = response.head.status
    headers = response.head.headers
    json = (try? JSONValue(parsing: response.body)) ?? .null
    text = String(decoding: response.body, as: UTF8.self)
  }

  /// What a refusal says, as one value to compare with.
  var refusal: Refusal {
    Refusal(
      status,
      json["reason"]?.stringValue ?? "",
      json["message"]?.stringValue ?? ""
    )
  }

  var causes: [APIStatus.Cause] { APIStatus(json: json)?.causes ?? [] }
  var object: APIObject { APIObject(json) }
  var items: [APIObject] { (json["items"]?.arrayValue ?? []).map(APIObject.init) }
  /// The resourceVersion of the object or of the list.
  var version: String { json["metadata"]?["resourceVersion"]?.stringValue ?? "" }
  var revision: UInt64 { UInt64(version) ?? 0 }
  var warnings: [String] { headers.values("Warning") }
}

/// Code, reason and message of a refusal.
struct Refusal: Hashable, Sendable {
  let code: Int
  let reason: String
  let message: String

  init(_ code: Int, _ reason: String, _ message: String) {
    self.code = code
    self.reason = reason
    self.message = message
  }
}
