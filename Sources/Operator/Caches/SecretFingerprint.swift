import APIMachinery
import JSON
import PhysicsResources
import Planning

/// Stands for the content of a Secret in this process: two contents with one fingerprint are one content.
enum SecretFingerprint {
  /// A Secret without its content, which is dropped as soon as it was read off the wire.
  static func only(of secret: APIObject) -> APIObject {
    var kept = APIObject(.secrets, secret.key)
    for field in ["uid", "resourceVersion", "creationTimestamp"] {
      kept.metadata[field] = secret.metadata[field]
    }
    kept.json["fingerprint"] = .string(Digest.of(secret.json["data"] ?? [:], length: 64))
    return kept
  }

  /// Of an object that `only` has made.
  static func of(_ kept: APIObject) -> String {
    kept.json["fingerprint"]?.stringValue ?? ""
  }

  /// What a record shows of it, different for each resource, so that nobody can tell who shares a password with whom.
  static func digest(_ fingerprint: String, for owner: String) -> String {
    Digest.of([.string(owner), .string(fingerprint)], length: 16)
  }
}
