package import JSON

/// The structural schema of one version of a custom resource: what the API server fills in, drops and refuses.
package struct StructuralSchema: Sendable {
  let root: SchemaNode
  private let rules: RuleValidator?

  /// Reads `schema.openAPIV3Schema` of a definition's version; rules in CEL are compiled here, once.
  package init(openAPIV3Schema: JSONValue) throws(SchemaError) {
    let root = try SchemaNode(reading: openAPIV3Schema, at: .root)
    self.init(root: root, isResource: true)
  }

  /// A part of a schema, such as the one a default has to satisfy.
  init(root: SchemaNode, isResource: Bool) {
    self.root = root
    rules = RuleValidator(root, isResourceRoot: isResource)
  }

  /// Drops `null` where it says nothing, and fills in what is missing, as the server does on every read and write.
  package func applyDefaults(_ value: inout JSONValue) {
    root.applyDefaults(to: &value)
  }

  /// Removes fields that the schema does not know; returns their paths, in order.
  package func prune(_ value: inout JSONValue) -> [String] {
    var dropped: [String] = []
    root.prune(&value, isResource: true, at: .root, dropped: &dropped)
    return dropped
  }

  /// Everything that is wrong with the value, in the server's order: schema, lists, then rules.
  ///
  /// What an update leaves as it was is tolerated (ratcheting). Rules are not judged on a value of the wrong shape.
  package func validate(_ value: JSONValue, old: JSONValue?) -> [FieldError] {
    var errors = root.validate(value, old: old, at: .root, isRoot: true)
    errors += root.duplicates(in: value, old: old, at: .root)
    guard let rules else { return errors }
    if errors.contains(where: \.hidesRules) { return errors + [.rulesNotChecked] }
    return errors + rules.validate(value, old: old)
  }
}

extension FieldError {
  /// Whether a rule could stumble over a value like this one.
  fileprivate var hidesRules: Bool {
    switch kind {
    case .notSupported, .required, .tooLong, .tooMany, .typeInvalid: true
    case .invalid, .duplicate, .forbidden, .notFound, .internalError: false
    }
  }

  fileprivate static let rulesNotChecked = FieldError.invalid(
    .root,
    .null,
    "some validation rules were not checked because the object was invalid; "
      + "correct the existing errors to complete validation"
  )
}
