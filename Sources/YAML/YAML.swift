package import JSON

/// YAML 1.1 as Kubernetes reads and prints it.
package enum YAML {
  /// Every document of a text; empty ones, such as after a last `---`, are skipped.
  package static func parse(_ text: String) throws(YAMLError) -> [JSONValue] {
    var composer = YAMLComposer(text)
    return try composer.documents()
  }

  /// One document in block style with sorted keys, as `kubectl get -o yaml` prints it.
  package static func write(_ value: JSONValue) -> String {
    var emitter = YAMLEmitter()
    return emitter.document(value)
  }

  /// Several documents with `---` between them.
  package static func write(documents: [JSONValue]) -> String {
    documents.map(write).joined(separator: "---\n")
  }
}
