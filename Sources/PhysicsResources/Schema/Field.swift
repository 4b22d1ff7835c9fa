import JSON

/// One field of a described type: name on the wire, place in Swift, shape, and documentation.
///
/// The default is the property's initial value in Swift; there is no second place to write it.
package struct Field<Root>: Sendable {
  let name: String
  let isRequired: Bool
  /// The OpenAPI node of the field in an object whose untouched state is `initial`; no defaults anywhere in it when `initial` is nil.
  let schema: @Sendable (_ initial: Root?) -> JSONObject
  /// Reads the field from a document into `root`, which holds the value for "not given".
  let read: @Sendable (JSONValue, inout Root, inout FindingCollector) -> Void
  /// The field on the wire; `nil` leaves it out.
  let write: @Sendable (Root) -> JSONValue?
}

extension Field {
  /// A field with a default, or one that must be given.
  ///
  /// A value equal to the default is not read again: most of a spec that the API server has filled is, and defaults are right.
  init<Value>(
    _ name: String,
    _ path: any WritableKeyPath<Root, Value> & Sendable,
    _ shape: Shape<Value>,
    required: Bool = false,
    _ documentation: String
  ) {
    self.init(
      name: name,
      isRequired: required,
      schema: { initial in
        var node = shape.schema(initial?[keyPath: path])
        node["description"] = .string(documentation)
        guard let initial, !required else { return node }
        let value = shape.write(initial[keyPath: path])
        node["default"] = node["default"] ?? value
        return node
      },
      read: { json, root, findings in
        if !required, json == shape.write(root[keyPath: path]) { return }
        guard let value = shape.read(json, root[keyPath: path], &findings) else { return }
        root[keyPath: path] = value
      },
      write: { shape.write($0[keyPath: path]) }
    )
  }

  /// A field that may be absent, and then means nothing.
  init<Value>(
    _ name: String,
    _ path: any WritableKeyPath<Root, Value?> & Sendable,
    optional shape: Shape<Value>,
    _ documentation: String
  ) {
    self.init(
      name: name,
      isRequired: false,
      schema: { initial in
        var node = shape.schema(initial == nil ? nil : shape.blank)
        node["default"] = nil
        node["description"] = .string(documentation)
        return node
      },
      read: { json, root, findings in
        root[keyPath: path] = shape.read(json, shape.blank, &findings)
      },
      write: { $0[keyPath: path].map(shape.write) }
    )
  }
  /// A field that is left out while its value says nothing: empty lists, maps and texts of a status.
  init<Value>(
    _ name: String,
    _ path: any WritableKeyPath<Root, Value> & Sendable,
    omittingBlank shape: Shape<Value>,
    _ documentation: String
  ) {
    let field = Field(name, path, shape, documentation)
    self.init(
      name: name,
      isRequired: false,
      schema: field.schema,
      read: field.read,
      write: { $0[keyPath: path] == shape.blank ? nil : field.write($0) }
    )
  }
}
