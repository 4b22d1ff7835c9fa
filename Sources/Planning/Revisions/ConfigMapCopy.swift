package import APIMachinery
import JSON
import Rollout

/// A revision's own, immutable copy of a ConfigMap, so that a rollback restores content as well as images.
package struct ConfigMapCopy: Hashable, Sendable {
  package let original: String
  package let name: String
  package let digest: String
  /// `nil` when the content is unknown: a dry run without a cluster.
  package var source: APIObject?

  /// Not so the copy of what did not exist: pods that may start without it look for a name that is not there.
  var hasContent: Bool { digest != RevisionInputs.absent }

  static func name(of service: String, _ revision: RevisionID, _ index: Int) -> String {
    "\(service)-\(revision)-\(index)"
  }

  /// The part of a ConfigMap that a pod can see.
  private static func content(of configMap: APIObject) -> JSONValue {
    [
      "data": configMap.json["data"] ?? [:],
      "binaryData": configMap.json["binaryData"] ?? [:],
    ]
  }

  static func digest(of configMap: APIObject) -> String {
    Digest.of(content(of: configMap), length: 16)
  }
}
