import APIMachinery
import Crypto
import JSON
import Time

/// What a token of a ServiceAccount says: the claims of a JSON Web Token as kube-apiserver issues them.
///
/// Signed with HMAC, for only this server checks them, and the same claims must always give the same bytes.
struct ServiceAccountToken: Hashable, Sendable {
  /// A pod or secret with whose end the token ends.
  struct BoundObject: Hashable, Sendable {
    let kind: String
    let name: String
    let uid: String
  }

  static let issuer = "https://kubernetes.default.svc.cluster.local"

  let account: ObjectKey
  let accountUID: String
  var audiences: [String] = [Self.issuer]
  let issuedAt: Timestamp
  let expiresAt: Timestamp
  let id: String
  var bound: BoundObject?

  func signed(with key: SymmetricKey) -> String {
    let content = "\(Self.header).\(Base64.encodeURL(claims.jsonBytes))"
    let code = HMAC<SHA256>.authenticationCode(for: Array(content.utf8), using: key)
    return "\(content).\(Base64.encodeURL(Array(code)))"
  }

  private static let header = Base64.encodeURL(
    JSONValue.object(["alg": "HS256", "typ": "JWT"]).jsonBytes
  )

  private var claims: JSONValue {
    var kubernetes: JSONValue = [
      "namespace": .string(account.namespace),
      "serviceaccount": ["name": .string(account.name), "uid": .string(accountUID)],
    ]
    if let bound {
      kubernetes[bound.kind.lowercased()] = [
        "name": .string(bound.name), "uid": .string(bound.uid),
      ]
    }
    return [
      "aud": .array(audiences.map(JSONValue.string)), "exp": .integer(expiresAt.epochSeconds),
      "iat": .integer(issuedAt.epochSeconds), "iss": .string(Self.issuer), "jti": .string(id),
      "kubernetes.io": kubernetes, "nbf": .integer(issuedAt.epochSeconds),
      "sub": .string(
        UserInfo.serviceAccount(namespace: account.namespace, name: account.name).name
      ),
    ]
  }
}

extension ServiceAccountToken {
  /// Reads a token that this key has signed; `nil` for any other text.
  init?(_ text: String, key: SymmetricKey) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.header,
      let code = Base64.decodeURL(parts[2]),
      HMAC<SHA256>.isValidAuthenticationCode(
        code,
        authenticating: Array("\(parts[0]).\(parts[1])".utf8),
        using: key
      ), let claims = Base64.decodeURL(parts[1]).flatMap({ try? JSONValue(parsing: $0) })
    else { return nil }
    self.init(claims: claims)
  }

  private init?(claims: JSONValue) {
    let kubernetes = claims["kubernetes.io"] ?? .null
    guard let namespace = kubernetes["namespace"]?.stringValue,
      let name = kubernetes["serviceaccount"]?["name"]?.stringValue,
      let uid = kubernetes["serviceaccount"]?["uid"]?.stringValue,
      let issued = claims["iat"]?.intValue, let expiry = claims["exp"]?.intValue,
      let id = claims["jti"]?.stringValue
    else { return nil }
    self.init(
      account: ObjectKey(namespace: namespace, name: name),
      accountUID: uid,
      audiences: claims["aud"]?.arrayValue?.compactMap(\.stringValue) ?? [],
      issuedAt: Timestamp(epochSeconds: Int64(issued)),
      expiresAt: Timestamp(epochSeconds: Int64(expiry)),
      id: id
    )
    for kind in ["Pod", "Secret"] {
      guard let object = kubernetes[kind.lowercased()] else { continue }
      bound = BoundObject(
        kind: kind,
        name: object["name"]?.stringValue ?? "",
        uid: object["uid"]?.stringValue ?? ""
      )
    }
  }
}
