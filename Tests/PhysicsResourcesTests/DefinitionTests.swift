import JSON
import PhysicsResources
import Testing
import YAML

@Suite("The custom resource definition")
struct DefinitionTests {
  private static let schema = CustomResourceDefinition.physicsAPISchema

  @Test("the committed file is what the types generate")
  func noDrift() throws {
    let committed = try ProjectFiles.manifest("crd/physicsapis.fisica-lab.com.yaml")
    let isCurrent = committed == YAML.write(CustomResourceDefinition.physicsAPI)
    #expect(isCurrent, "write it anew: physics-operator crd > manifests/crd/…")
    let readsBack = try YAML.parse(committed) == [CustomResourceDefinition.physicsAPI]
    #expect(readsBack, "YAML changes the definition on its way to the file and back")
  }

  @Test("every node has a type, every text and list a bound, every list a merge rule")
  func bounds() {
    for (path, node) in Self.nodes(of: Self.schema, at: "") where !Self.isStandard(path) {
      let type = node["type"]?.stringValue
      #expect(type != nil, "\(path) has no type")
      if type == "string" {
        #expect(node["maxLength"] != nil || node["enum"] != nil, "\(path) has no maxLength")
      }
      if type == "array" {
        #expect(node["maxItems"] != nil, "\(path) has no maxItems")
        #expect(node["x-kubernetes-list-type"] != nil, "\(path) has no list type")
      }
      if node["additionalProperties"] != nil {
        #expect(node["maxProperties"] != nil, "\(path) has no maxProperties")
        #expect(node["properties"] == nil, "\(path) mixes named and free members")
      }
    }
  }

  @Test("every property of the spec is documented with a whole sentence")
  func documented() {
    for (path, node) in Self.nodes(of: Self.schema, at: "") where path.hasPrefix(".spec") {
      guard !path.hasSuffix("[]"), !path.hasSuffix("{}") else { continue }
      #expect(node["description"]?.stringValue?.last == ".", "\(path) has no description")
    }
  }

  @Test("no default stands in the status")
  func statusWithoutDefaults() {
    for (path, node) in Self.nodes(of: Self.schema, at: "") where path.hasPrefix(".status") {
      #expect(node["default"] == nil, "\(path) has a default")
    }
  }

  @Test("a default literal satisfies required fields and contains what rules of its node read")
  func literalsCarryRuleFields() {
    for (path, node) in Self.nodes(of: Self.schema, at: "") {
      guard let literal = node["default"]?.objectValue, let fields = node["properties"] else {
        continue
      }
      let rules = (node["x-kubernetes-validations"]?.arrayValue ?? [])
        .compactMap { $0["rule"]?.stringValue }
      for field in fields.objectValue?.keys ?? [] {
        guard rules.contains(where: { $0.contains("self.\(field)") }) else { continue }
        #expect(literal[field] != nil, "\(path) lacks \(field) in its default")
      }
      #expect(node["required"] == nil, "\(path) has a default and required fields")
    }
  }

  @Test("every default is within what its node allows")
  func defaultsAreRight() throws {
    for (path, node) in Self.nodes(of: Self.schema, at: "") {
      guard let literal = node["default"] else { continue }
      if let pattern = node["pattern"]?.stringValue, let text = literal.stringValue {
        #expect(text.wholeMatch(of: try Regex(pattern)) != nil, "\(path) defaults to \(text)")
      }
      if let words = node["enum"]?.arrayValue { #expect(words.contains(literal), "\(path)") }
      if let least = node["minimum"]?.doubleValue, let most = node["maximum"]?.doubleValue {
        let value = try #require(literal.doubleValue)
        #expect((least...most).contains(value), "\(path) defaults to \(value)")
      }
    }
  }

  @Test("keys of merged lists are required, as the API server demands")
  func mapKeysAreRequired() {
    for (path, node) in Self.nodes(of: Self.schema, at: "") {
      guard let keys = node["x-kubernetes-list-map-keys"]?.arrayValue else { continue }
      let required = node["items"]?["required"]?.arrayValue ?? []
      #expect(keys.allSatisfy(required.contains), "\(path) merges by a key that may be absent")
    }
  }

  @Test("every rule has a sentence, and none uses string() on a number")
  func rules() {
    for (path, node) in Self.nodes(of: Self.schema, at: "") {
      for rule in node["x-kubernetes-validations"]?.arrayValue ?? [] {
        #expect((rule["message"] ?? rule["messageExpression"]) != nil, "\(path) has a mute rule")
        #expect(!rule.jsonText.contains("string("), "\(path) breaks the cost budget")
      }
    }
  }

  @Test("columns are those that people watch, with the message for wide output only")
  func columns() {
    let version = CustomResourceDefinition.physicsAPI["spec"]?["versions"]?[0]
    let columns = version?["additionalPrinterColumns"]?.arrayValue ?? []
    #expect(
      columns.compactMap { $0["name"]?.stringValue }
        == ["Phase", "Stable", "Canary", "Weight", "Ready", "Floor", "Age", "Message"]
    )
    #expect(columns.filter { $0["priority"] == 1 }.map { $0["name"] } == ["Message"])
    #expect(version?["subresources"] == ["status": [:]])
  }

  /// What the API server defines for every object.
  private static func isStandard(_ path: String) -> Bool {
    [".apiVersion", ".kind", ".metadata"].contains(path)
  }

  private static func nodes(of node: JSONValue, at path: String) -> [(String, JSONValue)] {
    let properties = (node["properties"]?.objectValue ?? [:]).members
      .flatMap { nodes(of: $0.value, at: "\(path).\($0.key)") }
    let items = node["items"].map { nodes(of: $0, at: "\(path)[]") } ?? []
    let free = node["additionalProperties"].map { nodes(of: $0, at: "\(path){}") } ?? []
    return [(path, node)] + properties + items + free
  }
}
