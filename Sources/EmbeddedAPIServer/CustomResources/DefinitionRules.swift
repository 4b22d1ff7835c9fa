import APIMachinery
import JSON

/// Defaults and rules of CustomResourceDefinition objects.
enum DefinitionRules {
  @Sendable static func applyDefaults(_ definition: inout JSONValue) {
    definition.updateOrCreate("spec") { spec in
      spec.setDefault("conversion", ["strategy": "None"])
      spec.update("names") { names in
        let kind = names["kind"]?.stringValue ?? ""
        names.setDefault("singular", .string(kind.lowercased()))
        names.setDefault("listKind", .string(kind + "List"))
      }
    }
  }

  @Sendable static func validate(_ definition: JSONValue, old: JSONValue?) -> [FieldError] {
    let errors = CustomResourceValidation.validateDefinition(definition)
    return errors + nameErrors(definition) + updateErrors(definition, old: old)
  }

  private static func nameErrors(_ definition: JSONValue) -> [FieldError] {
    let spec = definition["spec"] ?? .object([:])
    let plural = spec["names"]?["plural"]?.stringValue ?? ""
    let expected = "\(plural).\(spec["group"]?.stringValue ?? "")"
    let name = definition["metadata"]?["name"]?.stringValue ?? ""
    guard name != expected else { return [] }
    return [
      .invalid("metadata.name", .string(name), "must be spec.names.plural+\".\"+spec.group")
    ]
  }

  private static func updateErrors(_ definition: JSONValue, old: JSONValue?) -> [FieldError] {
    guard let old else { return [] }
    return ["group", "scope"].compactMap { field in
      let value = definition["spec"]?[field] ?? .null
      return value == old["spec"]?[field] ? nil : .immutable(FieldPath("spec").child(field), value)
    }
  }
}
