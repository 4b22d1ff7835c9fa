extension JSONPatch.Operation {
  init(json: JSONValue, at index: Int) throws(JSONPatchError) {
    let path = try Self.pointer("path", of: json, at: index)
    switch json["op"]?.stringValue {
    case "add": self = .add(path, try Self.value(of: json, at: index))
    case "remove": self = .remove(path)
    case "replace": self = .replace(path, try Self.value(of: json, at: index))
    case "move": self = .move(from: try Self.pointer("from", of: json, at: index), to: path)
    case "copy": self = .copy(from: try Self.pointer("from", of: json, at: index), to: path)
    case "test": self = .test(path, try Self.value(of: json, at: index))
    case let other: throw .unknownOperation(index: index, name: other ?? "")
    }
  }

  package var json: JSONValue {
    switch self {
    case .add(let path, let value): Self.json("add", path, ["value": value])
    case .remove(let path): Self.json("remove", path)
    case .replace(let path, let value): Self.json("replace", path, ["value": value])
    case .move(let from, let path): Self.json("move", path, ["from": .string(from.description)])
    case .copy(let from, let path): Self.json("copy", path, ["from": .string(from.description)])
    case .test(let path, let value): Self.json("test", path, ["value": value])
    }
  }

  private static func json(
    _ name: String,
    _ path: JSONPointer,
    _ rest: JSONObject = [:]
  ) -> JSONValue {
    .object(rest.merging(["op": .string(name), "path": .string(path.description)]))
  }

  private static func pointer(
    _ field: String,
    of json: JSONValue,
    at index: Int
  ) throws(JSONPatchError) -> JSONPointer {
    guard let text = json[field]?.stringValue, let pointer = JSONPointer(parsing: text) else {
      throw .missingField(index: index, field: field)
    }
    return pointer
  }

  private static func value(of json: JSONValue, at index: Int) throws(JSONPatchError) -> JSONValue {
    guard let value = json["value"] else { throw .missingField(index: index, field: "value") }
    return value
  }
}
