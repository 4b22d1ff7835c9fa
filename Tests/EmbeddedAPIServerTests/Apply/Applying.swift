import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Time

/// Applies and updates objects of one kind, with a clock that stands still.
struct Applying: Sendable {
  let topology: FieldTopology

  static let deployments = Applying(topology: .of(.deployments))
  static let services = Applying(topology: .of(.services))

  static let midnight = Timestamp(rfc3339: "2026-01-01T00:00:00Z")

  func apply(
    _ configuration: JSONValue,
    to live: JSONValue? = nil,
    by manager: String,
    force: Bool = false,
    at time: Timestamp? = midnight
  ) throws -> JSONValue {
    try ServerSideApply.apply(
      configuration: configuration,
      to: live,
      manager: manager,
      force: force,
      topology: topology,
      subresource: "",
      now: try #require(time)
    )
  }

  func record(
    _ old: JSONValue?,
    _ new: JSONValue,
    by manager: String,
    subresource: String = "",
    at time: Timestamp? = midnight
  ) -> JSONValue {
    ServerSideApply.recordUpdate(
      from: old,
      to: new,
      manager: manager,
      topology: topology,
      subresource: subresource,
      now: time ?? Timestamp(epochSeconds: 0)
    )
  }
}

extension Applying {
  static func deployment(containers: [JSONValue]) -> JSONValue {
    [
      "apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": ["name": "api", "namespace": "default", "labels": ["app": "x"]],
      "spec": [
        "replicas": 3, "selector": ["matchLabels": ["app": "x"]],
        "template": ["spec": ["containers": .array(containers)]],
      ],
    ]
  }

  static func deployment(image: String) -> JSONValue {
    deployment(containers: [["name": "api", "image": .string(image)]])
  }

  /// A configuration with nothing but an image.
  static func image(_ image: String) -> JSONValue {
    [
      "apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": ["name": "api", "namespace": "default"],
      "spec": [
        "template": ["spec": ["containers": [["name": "api", "image": .string(image)]]]]
      ],
    ]
  }

  static func containers(_ deployment: JSONValue) -> [JSONValue]? {
    deployment["spec"]?["template"]?["spec"]?["containers"]?.arrayValue
  }

  static func container(_ deployment: JSONValue, _ index: Int) -> JSONValue? {
    containers(deployment).flatMap { $0.indices.contains(index) ? $0[index] : nil }
  }

  /// The managers whose fields mention a text, sorted.
  static func owners(of object: JSONValue, containing text: String) -> [String] {
    (object["metadata"]?["managedFields"]?.arrayValue ?? [])
      .filter { $0["fieldsV1"]?.jsonText.contains(text) ?? false }
      .compactMap { $0["manager"]?.stringValue }
      .sorted()
  }
}

extension JSONValue {
  /// The object with one member set, however deep.
  func setting(_ path: [String], _ value: JSONValue?) -> JSONValue {
    guard let first = path.first else { return value ?? .null }
    var object = self
    object[first] =
      path.count == 1
      ? value : (self[first] ?? [:]).setting(Array(path.dropFirst()), value)
    return object
  }
}
