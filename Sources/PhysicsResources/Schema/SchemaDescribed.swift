package import JSON

/// A type whose fields are listed once, and from that list are read, written, defaulted, checked and documented.
package protocol SchemaDescribed: Hashable, Sendable {
  /// Every field at its default; fields that must be given are empty.
  init()
  static var fields: [Field<Self>] { get }
  /// Conditions over several fields.
  static var rules: [Rule<Self>] { get }
}

extension SchemaDescribed {
  package static var rules: [Rule<Self>] { [] }

  /// The wire form with every default spelled out.
  package var json: JSONValue {
    .object(
      JSONObject(
        Self.fields.compactMap { field in
          field.write(self).map { JSONObject.Member(key: field.name, value: $0) }
        }
      )
    )
  }

  /// Reads a document; what is absent or `null` keeps its value in `initial`, what is wrong is reported and keeps it too.
  ///
  /// `nil` when the document is no object.
  package static func read(
    _ json: JSONValue,
    from initial: Self,
    _ findings: inout FindingCollector
  ) -> Self? {
    guard let object = json.objectValue else {
      findings.report("must be an object, not \(json.quoted)")
      return nil
    }
    var value = initial
    let before = findings.findings.count
    for field in fields {
      findings.member(field.name) { field.read(from: object, into: &value, &$0) }
    }
    if findings.findings.count == before {
      rules.compactMap { $0.violation(value) }.forEach { findings.report($0) }
    }
    return value
  }

  /// The OpenAPI node of an object whose untouched state is `initial`; `nil` for a node without defaults.
  package static func schema(initial: Self?) -> JSONObject {
    var node: JSONObject = ["type": "object"]
    node["properties"] = .object(
      JSONObject(
        fields.map { JSONObject.Member(key: $0.name, value: .object($0.schema(initial))) }
      )
    )
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { node["required"] = .array(required) }
    if !rules.isEmpty { node["x-kubernetes-validations"] = .array(rules.map(\.schema)) }
    if let initial, required.isEmpty { node["default"] = defaultLiteral(of: initial) }
    return node
  }

  /// The fields that rules read, and nothing else: the API server fills the rest from the fields' own defaults.
  private static func defaultLiteral(of initial: Self) -> JSONValue {
    .object(
      JSONObject(
        fields.filter { field in rules.contains { $0.reads(field.name) } }.compactMap { field in
          field.write(initial).map { JSONObject.Member(key: field.name, value: $0) }
        }
      )
    )
  }
}

extension Field {
  fileprivate func read(
    from object: JSONObject,
    into root: inout Root,
    _ findings: inout FindingCollector
  ) {
    if let json = object[name], !json.isNull {
      read(json, &root, &findings)
    } else if isRequired {
      findings.report("is required")
    }
  }
}
