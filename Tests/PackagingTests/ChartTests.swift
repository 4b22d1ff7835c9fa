import JSON
import Testing

/// What the chart copies, because Helm reads nothing outside of it.
@Suite("The chart")
struct ChartTests {
  @Test("the chart's definition of PhysicsAPI is the one in manifests/crd")
  func definition() throws {
    let name = "physicsapis.fisica-lab.com.yaml"
    let isCurrent =
      try ProjectFiles.text("charts/physics-operator/files/\(name)")
      == ProjectFiles.text("manifests/crd/\(name)")
    #expect(isCurrent, "copy it anew: cp manifests/crd/*.yaml charts/physics-operator/files/")
  }

  @Test(
    "the chart's rules are those of the Role in manifests/rbac, which the life of an operator proves"
  )
  func rules() throws {
    let copied = try #require(
      try ProjectFiles.documents("charts/physics-operator/files/rules.yaml").first
    )
    let role = try ProjectFiles.documents("manifests/rbac/namespaced.yaml").first {
      $0["kind"] == "Role" && $0["metadata"]?["name"] == "physics-operator"
    }
    #expect(copied == role?["rules"], "copy the list under `rules:` into files/rules.yaml")
  }

  @Test("chart, manifests and program are of one version")
  func version() throws {
    let source = try ProjectFiles.text("Sources/PhysicsOperator/Version.swift")
    let version = try #require(source.firstMatch(of: /static let current = "(.+)"/)?.output.1)
    let chart = try #require(try ProjectFiles.documents("charts/physics-operator/Chart.yaml").first)
    #expect(chart["appVersion"]?.stringValue == String(version))
    #expect(chart["version"]?.stringValue == String(version))
    let deployment = try ProjectFiles.text("manifests/operator/deployment.yaml")
    #expect(deployment.contains("image: ghcr.io/fisica-lab/physics-operator:\(version)\n"))
  }

  @Test("every value is in the schema, and every key of the schema has a default")
  func schema() throws {
    let values = try #require(
      try ProjectFiles.documents("charts/physics-operator/values.yaml").first
    )
    let schema = try JSONValue(
      parsing: ProjectFiles.text("charts/physics-operator/values.schema.json")
    )
    expectSame(values, schema, at: "")
  }

  /// Goes as deep as the schema names keys; `global` is Helm's own.
  private func expectSame(_ values: JSONValue, _ schema: JSONValue, at path: String) {
    guard let properties = schema["properties"]?.objectValue else { return }
    #expect(schema["additionalProperties"] == false, "\(path) lets unknown keys in")
    let known = properties.keys.filter { $0 != "global" }.sorted()
    // What a limit or a request may name is up to the user.
    if path.hasPrefix(".resources.") { return }
    // A null takes a default away, and a template that has nothing to write may open what it should close.
    let required = schema["required"]?.arrayValue?.compactMap(\.stringValue).sorted()
    #expect(required == known, "\(path) may be null")
    #expect((values.objectValue?.keys ?? []).sorted() == known, "\(path)")
    for key in known {
      expectSame(values[key] ?? [:], properties[key] ?? [:], at: "\(path).\(key)")
    }
  }
}
