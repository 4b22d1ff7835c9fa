package import APIMachinery
import JSON

extension PhysicsAPI {
  /// Fields of an object that the definition does not know: strict clients refuse them, for others the API server drops them silently.
  package static func unknownFields(in object: APIObject) -> [Finding] {
    findUnknown(in: object.json, by: CustomResourceDefinition.physicsAPISchema, at: "")
      .filter { !$0.path.hasPrefix("metadata.") }
  }

  private static func findUnknown(
    in value: JSONValue,
    by schema: JSONValue,
    at path: String
  ) -> [Finding] {
    guard schema["x-kubernetes-preserve-unknown-fields"]?.boolValue != true else { return [] }
    if let elements = value.arrayValue, let items = schema["items"] {
      return elements.enumerated().flatMap { index, element in
        findUnknown(in: element, by: items, at: "\(path)[\(index)]")
      }
    }
    guard let object = value.objectValue else { return [] }
    return object.members.flatMap { member in
      let place = path.isEmpty ? member.key : "\(path).\(member.key)"
      guard let known = schema["properties"]?[member.key] ?? schema["additionalProperties"] else {
        return [
          Finding(
            path: place,
            message: "is no field of a PhysicsAPI; correct its name or remove it"
          )
        ]
      }
      return findUnknown(in: member.value, by: known, at: place)
    }
  }
}
