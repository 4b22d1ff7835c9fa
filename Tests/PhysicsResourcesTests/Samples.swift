import APIMachinery
import JSON

/// Custom resources to begin from.
enum Samples {
  static let image = "ghcr.io/myorg/fisica-api:v1.0.0"

  /// Nothing but what must be given.
  static var minimal: JSONValue {
    [
      "apiVersion": "fisica-lab.com/v1alpha1", "kind": "PhysicsAPI",
      "metadata": ["name": "fisica-api", "namespace": "production"],
      "spec": ["workload": ["image": .string(image)]],
    ]
  }

  /// The minimal resource with one value somewhere else; numbers in the path are indices of lists that exist.
  static func minimal(with value: JSONValue?, at path: String) -> APIObject {
    var json = minimal
    set(value, at: path.split(separator: ".").map(String.init)[...], in: &json)
    return APIObject(json)
  }

  private static func set(
    _ value: JSONValue?,
    at path: ArraySlice<String>,
    in json: inout JSONValue
  ) {
    guard let field = path.first else { return }
    if path.count == 1 {
      json[field] = value
    } else {
      var inner = json[field] ?? [:]
      set(value, at: path.dropFirst(), in: &inner)
      json[field] = inner
    }
  }
}
