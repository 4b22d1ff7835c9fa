import APIMachinery
import JSON

/// Where the next page of a list begins, and of which revision: opaque to clients, unpadded URL-safe base64 of JSON as upstream.
struct ContinueToken: Hashable, Sendable {
  /// `nil` for a token that asks for what is there now; upstream writes -1.
  let revision: UInt64?
  /// The last key of the page before.
  let after: ObjectKey

  init(revision: UInt64?, after: ObjectKey) {
    self.revision = revision
    self.after = after
  }

  /// Reads a token of a list in one namespace, or of all of them.
  init(text: String, in namespace: String?) throws(InvalidContinueToken) {
    guard let bytes = Self.decodeBase64(text) else { throw InvalidContinueToken(detail: .base64) }
    guard let json = try? JSONValue(parsing: bytes) else {
      throw InvalidContinueToken(detail: .json)
    }
    let version = json["v"]?.stringValue ?? ""
    guard version == "meta.k8s.io/v1" else {
      throw InvalidContinueToken(detail: .version(version))
    }
    guard let revision = json["rv"]?.intValue, revision != 0 else {
      throw InvalidContinueToken(detail: .revision)
    }
    guard let start = json["start"]?.stringValue, !start.isEmpty else {
      throw InvalidContinueToken(detail: .start)
    }
    self.revision = revision < 0 ? nil : UInt64(revision)
    after = Self.key(beforeStart: start, in: namespace)
  }

  /// `start` is relative to the list's own prefix and ends in the byte that follows the last key.
  private static func key(beforeStart start: String, in namespace: String?) -> ObjectKey {
    let last = start.hasSuffix("\0") ? String(start.dropLast()) : start
    if let namespace { return ObjectKey(namespace: namespace, name: last) }
    let parts = last.split(separator: "/", maxSplits: 1).map(String.init)
    return parts.count == 2
      ? ObjectKey(namespace: parts[0], name: parts[1]) : ObjectKey(namespace: "", name: last)
  }

  /// The token for a list in one namespace, or of all of them.
  func text(in namespace: String?) -> String {
    let start = namespace == nil ? after.description : after.name
    let json: JSONValue = [
      "v": "meta.k8s.io/v1", "rv": .integer(revision.map { Int64($0) } ?? -1),
      "start": .string(start + "\0"),
    ]
    return Base64.encode(json.jsonBytes).replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  private static func decodeBase64(_ text: String) -> [UInt8]? {
    let standard = text.replacing("-", with: "+").replacing("_", with: "/")
    return Base64.decode(standard + String(repeating: "=", count: (4 - standard.count % 4) % 4))
  }
}

/// Why a continue token is none (`storage/continue.go`).
struct InvalidContinueToken: Error, Hashable, Sendable, CustomStringConvertible {
  enum Detail: Hashable, Sendable {
    case base64
    case json
    case version(String)
    case revision
    case start
  }

  let detail: Detail

  var description: String {
    switch detail {
    case .base64: "continue key is not valid: illegal base64 data"
    case .json: "continue key is not valid: invalid JSON"
    case .version(let version):
      "continue key is not valid: server does not recognize this encoded version "
        + GoText.quoted(version)
    case .revision:
      "continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)"
    case .start: "continue key is not valid: encoded start key empty (version meta.k8s.io/v1)"
    }
  }
}
