/// The formats of request bodies; for a patch, the format is also its meaning.
package enum MediaType: String, Hashable, Sendable {
  case json = "application/json"
  /// RFC 7386.
  case mergePatch = "application/merge-patch+json"
  /// RFC 6902.
  case jsonPatch = "application/json-patch+json"
  /// Server-side apply; the body is YAML, of which JSON is a part.
  case apply = "application/apply-patch+yaml"
}
