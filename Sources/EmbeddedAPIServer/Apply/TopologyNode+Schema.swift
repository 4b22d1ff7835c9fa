extension TopologyNode {
  /// The root of a custom resource: what the schema declares, and the metadata that all objects have.
  convenience init(resource schema: SchemaNode) {
    var fields = Self.fields(of: schema)
    fields["apiVersion"] = .plain
    fields["kind"] = .plain
    fields["metadata"] = .objectMetadata
    self.init(.structure(fields, others: Self.others(of: schema)))
  }

  convenience init(schema: SchemaNode) {
    if schema.isEmbeddedResource {
      self.init(resource: schema)
    } else {
      self.init(Self.shape(of: schema))
    }
  }

  private static func shape(of schema: SchemaNode) -> Shape {
    switch schema.type {
    case .array: listShape(of: schema)
    case .object where schema.isAtomicMap: .atomic
    case .object: objectShape(of: schema)
    case nil: schema.isIntOrString ? .structure([:], others: .plain) : .open
    case .boolean, .integer, .number, .string: .structure([:], others: .plain)
    }
  }

  private static func listShape(of schema: SchemaNode) -> Shape {
    switch schema.listType {
    case .atomic: return .atomic
    case .set: return .set
    case .map(let keys):
      guard let items = schema.items else { return .atomic }
      let listKeys = keys.map {
        ListKey(name: $0, defaultValue: items.properties[$0]?.defaultValue)
      }
      return .keyedList(listKeys, TopologyNode(schema: items))
    }
  }

  private static func objectShape(of schema: SchemaNode) -> Shape {
    switch schema.additionalProperties {
    case .schema(let values): .map(TopologyNode(schema: values))
    case .anything: .map(.open)
    case .pruned: .structure(fields(of: schema), others: others(of: schema))
    }
  }

  private static func fields(of schema: SchemaNode) -> [String: TopologyNode] {
    Dictionary(
      schema.properties.sorted.map { ($0.name, TopologyNode(schema: $0.schema)) }
    ) { first, _ in first }
  }

  private static func others(of schema: SchemaNode) -> Others {
    schema.preservesUnknownFields ? .open : .refused
  }
}
