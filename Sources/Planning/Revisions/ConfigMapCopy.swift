package import APIMachinery
import JSON

/// A revision's own, immutable copy of a ConfigMap, so that a rollback restores content as well as images.
package struct ConfigMapCopy: Hashable, Sendable {
  package let original: String
  package let name: String
  package let digest: String
  /// `nil` when the content is unknown: a dry run without a cluster.
  package let source: APIObject?

  /// The part of a ConfigMap that a pod can see.
  static func content(of configMap: APIObject) -> JSONValue {
    [
      "data": configMap.json["data"] ?? [:],
      "binaryData": configMap.json["binaryData"] ?? [:],
    ]
  }
}
