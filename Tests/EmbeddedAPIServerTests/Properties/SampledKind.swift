import JSON

/// A kind that random sequences write: its fields are a handful of leaves, some of them labels.
enum SampledKind: String, Hashable, CaseIterable {
  case configMap
  case deployment
  case bucket

  static let labels = ["labels.x", "labels.y"]
  /// A leaf that every writer of a whole object writes and nobody changes: an object without owners would follow other rules.
  static let core = "annotations.core"

  /// A custom resource without defaults, with a status of its own.
  static let definition: JSONValue = [
    "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
    "metadata": ["name": "buckets.example.com"],
    "spec": [
      "group": "example.com", "scope": "Namespaced",
      "names": ["plural": "buckets", "kind": "Bucket"],
      "versions": [
        [
          "name": "v1", "served": true, "storage": true, "subresources": ["status": [:]],
          "schema": ["openAPIV3Schema": schema],
        ]
      ],
    ],
  ]

  private static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "spec": [
        "type": "object",
        "properties": [
          "a": ["type": "string"], "b": ["type": "string"], "c": ["type": "string"],
        ],
      ],
      "status": ["type": "object", "properties": ["phase": ["type": "string"]]],
    ],
  ]

  func path(in namespace: String?) -> String {
    let place = namespace.map { "/namespaces/\($0)" } ?? ""
    switch self {
    case .configMap: return "/api/v1\(place)/configmaps"
    case .deployment: return "/apis/apps/v1\(place)/deployments"
    case .bucket: return "/apis/example.com/v1\(place)/buckets"
    }
  }

  /// The leaves that writers change, labels aside.
  var leaves: [String] {
    switch self {
    case .configMap: ["data.k", "data.l", "data.m"]
    case .deployment: ["spec.replicas"]
    case .bucket: ["spec.a", "spec.b", "spec.c"]
    }
  }

  /// What a leaf is when nobody sets it.
  var defaults: [String: String] {
    switch self {
    case .deployment: ["spec.replicas": "1"]
    case .configMap, .bucket: [:]
    }
  }

  var hasGeneration: Bool {
    switch self {
    case .configMap: false
    case .deployment, .bucket: true
    }
  }

  /// The path and the values of a status; `nil` for kinds without one.
  var statusLeaf: String? {
    switch self {
    case .configMap: nil
    case .deployment: "readyReplicas"
    case .bucket: "phase"
    }
  }

  var allowsUnconditionalUpdate: Bool { self != .bucket }

  /// A whole object with some leaves and what the kind cannot be without.
  func object(_ name: String, _ leaves: [String: String]) -> JSONValue {
    var object: JSONValue
    switch self {
    case .configMap:
      object = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)]]
    case .deployment: object = Samples.deployment(name)
    case .bucket:
      object = [
        "apiVersion": "example.com/v1", "kind": "Bucket", "metadata": ["name": .string(name)],
      ]
    }
    for leaf in leaves.keys.sorted() { set(leaf, leaves[leaf], in: &object) }
    set(Self.core, "1", in: &object)
    return object
  }

  /// A merge patch that sets leaves, or removes them where the value is `nil`.
  func patch(_ changes: [String: String?]) -> JSONValue {
    var patch: JSONValue = [:]
    for leaf in changes.keys.sorted() {
      let (parent, key) = Self.steps(of: leaf)
      let text = changes[leaf] ?? nil
      patch = patch.setting(parent + [key], text.map { value(leaf, $0) } ?? .null)
    }
    return patch
  }

  func set(_ leaf: String, _ text: String?, in object: inout JSONValue) {
    let (parent, key) = Self.steps(of: leaf)
    object = object.setting(parent + [key], text.map { value(leaf, $0) })
  }

  func leaf(_ leaf: String, of object: JSONValue) -> String? {
    let (parent, key) = Self.steps(of: leaf)
    switch parent.reduce(Optional(object), { $0?[$1] })?[key] {
    case .string(let text): return text
    case .integer(let number): return String(number)
    case .null, .bool, .double, .array, .object, nil: return nil
    }
  }

  /// `labels.x` as the path of an object: `metadata`, `labels`; `x`.
  static func steps(of leaf: String) -> (parent: [String], key: String) {
    let steps = leaf.split(separator: ".").map(String.init)
    switch steps[0] {
    case "labels", "annotations": return (["metadata", steps[0]], steps[1])
    default: return ([steps[0]], steps[1])
    }
  }

  private func value(_ leaf: String, _ text: String) -> JSONValue {
    leaf == "spec.replicas" ? .integer(Int64(text) ?? 0) : .string(text)
  }
}
