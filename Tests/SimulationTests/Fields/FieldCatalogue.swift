import JSON
import PhysicsResources

/// Every field of the spec with all that may stand there by mistake, read off the schema that the API server gets.
enum FieldCatalogue {
  /// How a path enters a list.
  static let element = "0"

  static let probes: [FieldProbe] = {
    let version = CustomResourceDefinition.physicsAPI["spec"]?["versions"]?[0]
    let spec = version?["schema"]?["openAPIV3Schema"]?["properties"]?["spec"]
    return spec.map { probes(of: $0, at: []) } ?? []
  }()

  static let paths = Set(probes.map(\.path))

  private static func probes(of schema: JSONValue, at path: [String]) -> [FieldProbe] {
    var probes: [FieldProbe] = []
    if !path.isEmpty {
      let values = [nil, .null, wrongType(schema)] + values(of: schema)
      for value in values where !probes.contains(where: { $0.value == value }) {
        probes.append(FieldProbe(path: path, value: value))
      }
    }
    for property in schema["properties"]?.objectValue ?? [:] {
      probes += self.probes(of: property.value, at: path + [property.key])
    }
    if let items = schema["items"] { probes += self.probes(of: items, at: path + [element]) }
    return probes
  }

  private static func wrongType(_ schema: JSONValue) -> JSONValue {
    switch schema["type"]?.stringValue {
    case "string": 7
    case "integer", "number": "many"
    case "boolean": "yes"
    case "object": []
    case "array": [:]
    default: .array([.null])
    }
  }

  private static func values(of schema: JSONValue) -> [JSONValue] {
    switch schema["type"]?.stringValue {
    case "string": texts + (schema["enum"]?.arrayValue ?? [])
    case "integer", "number": numbers + bounds(of: schema)
    case "boolean": [true, false]
    case "array": [[], .array(Array(repeating: [:], count: 600)), ["größe", "größe"]]
    case "object": [[:], ["größe ☃": "x", "": [:]], ["a": [["b": "c"]]]]
    default: []
    }
  }

  private static let texts: [JSONValue] = [
    "", " ", "a", "größe-☃e\u{301}", "a\nb\u{0}", "0s", "1ms", "90s", "24h", "99999999999999h",
    "-5s",
    "1.5", "/", "10%", "{{revision}}", "../../etc", .string(String(repeating: "a", count: 40_000)),
  ]

  private static let numbers: [JSONValue] = [
    0, 1, -1, 3, 0.5, .integer(.max), .integer(.min), .number(1e308), .number(1e-308),
  ]

  private static func bounds(of schema: JSONValue) -> [JSONValue] {
    ["minimum", "maximum"].compactMap { schema[$0] }.flatMap { bound -> [JSONValue] in
      guard let whole = bound.intValue else { return [bound] }
      return [bound, .integer(Int64(whole) - 1), .integer(Int64(whole) + 1)]
    }
  }
}
