import JSON

/// The declared members of an object, in the order of their names.
struct SchemaProperties: Sendable {
  struct Property: Sendable {
    let name: String
    let schema: SchemaNode
  }

  let sorted: [Property]
  private let byName: [String: SchemaNode]

  var isEmpty: Bool { sorted.isEmpty }

  init(reading json: JSONValue?, at path: FieldPath) throws(SchemaError) {
    var properties: [Property] = []
    for member in json?.objectValue ?? [:] {
      let place = path.child("properties").key(member.key)
      guard member.value.objectValue != nil else {
        throw SchemaError(path: place, problem: "a schema must be an object")
      }
      let schema = try SchemaNode(reading: member.value, at: place)
      properties.append(Property(name: member.key, schema: schema))
    }
    sorted = properties
    byName = Dictionary(properties.map { ($0.name, $0.schema) }) { first, _ in first }
  }

  subscript(name: String) -> SchemaNode? { byName[name] }
}
