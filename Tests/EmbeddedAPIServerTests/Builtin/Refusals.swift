import JSON
import Testing
import Transport

/// Sends objects of built-in kinds and reads what the server has against them.
enum Refusals {
  /// The causes, as `field: message`, for an object created in the default namespace.
  static func causes(_ object: JSONValue, at path: String) async -> [String] {
    causes(of: await TestServer().send(.post, path, object))
  }

  static func causes(of reply: Reply) -> [String] {
    let causes = reply.json["details"]?["causes"]?.arrayValue ?? []
    return causes.map { "\($0["field"]?.stringValue ?? ""): \($0["message"]?.stringValue ?? "")" }
  }

  /// The object with one part of it replaced; a step is a key or the place in a list.
  static func replacing(_ path: String, in value: JSONValue, by new: JSONValue?) -> JSONValue {
    replacing(path.split(separator: "/").map(String.init)[...], in: value, by: new) ?? .null
  }

  private static func replacing(
    _ steps: ArraySlice<String>,
    in value: JSONValue,
    by new: JSONValue?
  ) -> JSONValue? {
    guard let step = steps.first else { return new }
    if let index = Int(step), var elements = value.arrayValue {
      while elements.count <= index { elements.append(.object([:])) }
      elements[index] = replacing(steps.dropFirst(), in: elements[index], by: new) ?? .null
      return .array(elements)
    }
    var value = value
    value[step] = replacing(steps.dropFirst(), in: value[step] ?? .object([:]), by: new)
    return value
  }
}
