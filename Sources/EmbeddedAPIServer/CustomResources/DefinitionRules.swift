import APIMachinery
import JSON

/// Defaults and rules of CustomResourceDefinition objects.
enum DefinitionRules {
  @Sendable static func applyDefaults(_ definition: inout JSONValue) {
    definition.updateOrCreate("spec") { spec in
      spec.setDefault("conversion", ["strategy": "None"])
      spec.update("conversion") { conversion in
        conversion.update("webhook") { webhook in
          webhook.update("clientConfig") { config in
            config.update("service") { $0.setDefault("port", 443) }
          }
        }
      }
      spec.update("names") { names in
        let kind = names.text("kind")
        guard !kind.isEmpty else { return }
        names.setDefault("singular", .string(kind.lowercased()))
        names.setDefault("listKind", .string(kind + "List"))
      }
    }
  }

  /// A new definition has no status but the version that it stores; an update adds the version that it stores from now on.
  @Sendable static func prepare(_ definition: inout JSONValue, old: JSONValue?) {
    if old == nil { definition["status"] = nil }
    guard old?["spec"] != definition["spec"] else { return }
    let versions = definition["spec"]?["versions"]?.arrayValue ?? []
    guard let stored = versions.first(where: { $0["storage"] == true })?["name"] else { return }
    definition.updateOrCreate("status") { status in
      let known = status["storedVersions"]?.arrayValue ?? []
      if !known.contains(stored) { status["storedVersions"] = .array(known + [stored]) }
    }
  }

  @Sendable static func validate(_ definition: JSONValue, old: JSONValue?) -> [FieldError] {
    let accepted = definition["status"]?["acceptedNames"] ?? [:]
    if let old, old["spec"] == definition["spec"], old["status"] != definition["status"] {
      return NamesRules.errors(accepted, at: "status.acceptedNames")
    }
    return CustomResourceValidation.validateDefinition(definition, old: old)
      + updateErrors(definition, old: old)
      + NamesRules.errors(accepted, at: "status.acceptedNames")
      + storedVersionErrors(definition)
      + APIApproval.errors(definition, old: old)
      + preservationErrors(definition, old: old)
  }

  private static func updateErrors(_ definition: JSONValue, old: JSONValue?) -> [FieldError] {
    guard let old else { return [] }
    let frozenWhenServed = isEstablished(old) ? [["scope"], ["names", "kind"]] : []
    return (frozenWhenServed + [["group"], ["names", "plural"]]).compactMap { keys in
      let value = keys.reduce(definition["spec"] ?? .null) { $0[$1] ?? "" }
      let before = keys.reduce(old["spec"] ?? .null) { $0[$1] ?? "" }
      guard value != before else { return nil }
      return .immutable(keys.reduce("spec") { $0.child($1) }, value)
    }
  }

  static func isEstablished(_ definition: JSONValue) -> Bool {
    definition["status"]?["conditions"]?.arrayValue?.contains {
      $0["type"] == "Established" && $0["status"] == "True"
    } ?? false
  }

  private static func storedVersionErrors(_ definition: JSONValue) -> [FieldError] {
    let path: FieldPath = "status.storedVersions"
    let stored = definition["status"]?["storedVersions"]?.arrayValue ?? []
    guard !stored.isEmpty else {
      return [.invalid(path, .null, "must have at least one stored version")]
    }
    let names = (definition["spec"]?["versions"]?.arrayValue ?? []).map { $0["name"] ?? .null }
    return stored.enumerated().compactMap { index, version in
      guard !names.contains(version) else { return nil }
      let name = version.stringValue ?? ""
      let detail =
        "missing from spec.versions; \(name) was previously a storage version, and must remain in "
        + "spec.versions until a storage migration ensures no data remains persisted in \(name) and "
        + "removes \(name) from status.storedVersions"
      return .invalid(path.index(index), version, detail)
    }
  }

  private static func preservationErrors(
    _ definition: JSONValue,
    old: JSONValue?
  ) -> [FieldError] {
    guard definition["spec"]?["preserveUnknownFields"] == true,
      old?["spec"]?["preserveUnknownFields"] != true
    else { return [] }
    let detail =
      "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in "
      + "spec.versions[*].schema instead"
    return [.invalid("spec.preserveUnknownFields", true, detail)]
  }
}
