import APIMachinery
import JSON
import YAML

/// Objects as users write them down, several in a file.
package struct TrialManifest: Sendable {
  struct Entry: Sendable {
    let object: APIObject
    let path: String
  }

  private(set) var entries: [Entry] = []

  package init() {}

  /// Takes the documents of a file; a List is taken apart.
  package mutating func add(_ text: String, from path: String) throws(TrialError) {
    let documents: [JSONValue]
    do { documents = try YAML.parse(text) } catch {
      throw TrialError("\(path) is not YAML: \(error); mend the file there")
    }
    let objects = documents.flatMap { $0["items"]?.arrayValue ?? [$0] }.map { APIObject($0) }
    guard !objects.isEmpty else {
      throw TrialError("\(path) holds no object; write one there, or leave the file away")
    }
    for object in objects {
      guard !object.kind.isEmpty, !object.apiVersion.isEmpty, !object.name.isEmpty else {
        throw TrialError(
          "\(path): an object lacks apiVersion, kind or metadata.name; give it all three"
        )
      }
      entries.append(Entry(object: object, path: path))
    }
  }

  /// In the order in which they can be created: what others are made of comes first.
  var inOrder: [Entry] {
    let ranked = [ResourceType.customResourceDefinitions.kind, ResourceType.namespaces.kind]
    return ranked.flatMap { kind in entries.filter { $0.object.kind == kind } }
      + entries.filter { !ranked.contains($0.object.kind) }
  }
}
