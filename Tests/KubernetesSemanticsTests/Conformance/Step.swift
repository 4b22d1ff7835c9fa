import APIMachinery
import JSON
import Transport

/// One request of a sequence, the same for every server that it is sent to.
///
/// Versions and uids differ between servers, so the body has placeholders for what the server itself said before: `$version:k/n` for
/// the newest version of an object, `$first:k/n` for its first, `$uid:k/n`.
struct Step: Sendable {
  var method: HTTPRequest.Method
  var type: ResourceType
  /// `nil` for the collection.
  var name: String?
  var subresource: String?
  var query = ""
  var contentType = "application/json"
  var body: JSONValue?
}

extension Step: CustomStringConvertible {
  var description: String {
    let place = [type.qualifiedName, name, subresource].compactMap { $0 }.joined(separator: "/")
    return "\(method.rawValue) \(place)?\(query) [\(contentType)] \(body?.jsonText ?? "")"
  }
}
