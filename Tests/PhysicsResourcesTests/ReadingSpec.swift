import JSON
import PhysicsResources

extension SchemaDescribed {
  /// Reads a document that a test knows to be right.
  static func reading(_ json: JSONValue?) -> Self {
    var findings = FindingCollector(at: "")
    return read(json ?? [:], from: Self(), &findings) ?? Self()
  }
}
