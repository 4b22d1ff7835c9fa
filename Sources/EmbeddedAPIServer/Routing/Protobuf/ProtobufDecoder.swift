import JSON

/// Reads the few objects that `kubectl` sends in protobuf although the server never offers it.
///
/// Typed clients of 1.32 and later encode what they create by themselves: `kubectl create namespace`, `auth can-i`, `drain`.
enum ProtobufDecoder {
  static let mediaType = "application/vnd.kubernetes.protobuf"

  /// Four bytes before every object.
  private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  /// The object in an envelope (`runtime.Unknown`); `nil` for kinds whose fields are not known here.
  static func decode(_ body: [UInt8]) -> JSONValue? {
    guard body.starts(with: magic) else { return nil }
    let envelope = message(body[magic.count...], as: "Unknown")
    guard let kind = envelope["typeMeta"]?["kind"]?.stringValue, fields[kind] != nil,
      let raw = envelope["raw"]?.stringValue.flatMap(Base64.decode)
    else { return nil }
    var object = message(raw[...], as: kind)
    object["kind"] = .string(kind)
    object["apiVersion"] = envelope["typeMeta"]?["apiVersion"]
    return object
  }

  fileprivate enum Shape {
    case text
    case bytes
    case number
    case flag
    case texts
    /// A list of messages.
    case messages(String)
    case textMap
    case bytesMap
    case message(String)
  }

  private static func message(_ bytes: ArraySlice<UInt8>, as name: String) -> JSONValue {
    var object = JSONValue.object([:])
    var reader = ProtobufReader(bytes)
    while let (number, value) = reader.next() {
      guard let (field, shape) = fields[name]?[number] else { continue }
      object[field] = json(value, shape, adding: object[field])
    }
    return object
  }

  private static func json(
    _ value: ProtobufReader.Value,
    _ shape: Shape,
    adding present: JSONValue?
  ) -> JSONValue? {
    switch (value, shape) {
    case (.number(let number), .number): return .integer(Int64(bitPattern: number))
    case (.number(let number), .flag): return .bool(number != 0)
    // Go writes empty strings as well; in JSON they are absent.
    case (.bytes(let bytes), .text): return bytes.isEmpty ? nil : text(bytes)
    case (.bytes(let bytes), .bytes): return .string(Base64.encode(Array(bytes)))
    case (.bytes(let bytes), .texts): return .array((present?.arrayValue ?? []) + [text(bytes)])
    case (.bytes(let bytes), .textMap), (.bytes(let bytes), .bytesMap):
      var map = present ?? .object([:])
      let entry = message(bytes, as: shape.entryName)
      map[entry["key"]?.stringValue ?? ""] = entry["value"] ?? ""
      return map
    case (.bytes(let bytes), .message(let name)): return message(bytes, as: name)
    case (.bytes(let bytes), .messages(let name)):
      return .array((present?.arrayValue ?? []) + [message(bytes, as: name)])
    case (.number, _), (.bytes, _): return present
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> JSONValue {
    .string(String(decoding: bytes, as: UTF8.self))
  }

  /// Field numbers from the `.proto` files of Kubernetes; they never change.
  private static let fields: [String: [UInt64: (String, Shape)]] = [
    "Unknown": [1: ("typeMeta", .message("TypeMeta")), 2: ("raw", .bytes)],
    "TypeMeta": [1: ("apiVersion", .text), 2: ("kind", .text)],
    "TextEntry": [1: ("key", .text), 2: ("value", .text)],
    "BytesEntry": [1: ("key", .text), 2: ("value", .bytes)],
    "ObjectMeta": [
      1: ("name", .text), 2: ("generateName", .text), 3: ("namespace", .text), 5: ("uid", .text),
      6: ("resourceVersion", .text), 11: ("labels", .textMap), 12: ("annotations", .textMap),
      14: ("finalizers", .texts),
    ],
    "Namespace": [1: ("metadata", .message("ObjectMeta"))],
    "ServiceAccount": [1: ("metadata", .message("ObjectMeta"))],
    "ConfigMap": [
      1: ("metadata", .message("ObjectMeta")), 2: ("data", .textMap),
      3: ("binaryData", .bytesMap), 4: ("immutable", .flag),
    ],
    "Secret": [
      1: ("metadata", .message("ObjectMeta")), 2: ("data", .bytesMap), 3: ("type", .text),
      4: ("stringData", .textMap), 5: ("immutable", .flag),
    ],
    "Eviction": [
      1: ("metadata", .message("ObjectMeta")), 2: ("deleteOptions", .message("DeleteOptions")),
    ],
    "DeleteOptions": [
      1: ("gracePeriodSeconds", .number), 2: ("preconditions", .message("Preconditions")),
      3: ("orphanDependents", .flag), 4: ("propagationPolicy", .text), 5: ("dryRun", .texts),
    ],
    "Preconditions": [1: ("uid", .text), 2: ("resourceVersion", .text)],
    "Role": [1: ("metadata", .message("ObjectMeta")), 2: ("rules", .messages("PolicyRule"))],
    "ClusterRole": [
      1: ("metadata", .message("ObjectMeta")), 2: ("rules", .messages("PolicyRule")),
      3: ("aggregationRule", .message("AggregationRule")),
    ],
    "RoleBinding": [
      1: ("metadata", .message("ObjectMeta")), 2: ("subjects", .messages("Subject")),
      3: ("roleRef", .message("RoleRef")),
    ],
    "ClusterRoleBinding": [
      1: ("metadata", .message("ObjectMeta")), 2: ("subjects", .messages("Subject")),
      3: ("roleRef", .message("RoleRef")),
    ],
    "PolicyRule": [
      1: ("verbs", .texts), 2: ("apiGroups", .texts), 3: ("resources", .texts),
      4: ("resourceNames", .texts), 5: ("nonResourceURLs", .texts),
    ],
    "AggregationRule": [1: ("clusterRoleSelectors", .messages("LabelSelector"))],
    "LabelSelector": [
      1: ("matchLabels", .textMap), 2: ("matchExpressions", .messages("LabelRequirement")),
    ],
    "LabelRequirement": [1: ("key", .text), 2: ("operator", .text), 3: ("values", .texts)],
    "Subject": [
      1: ("kind", .text), 2: ("apiGroup", .text), 3: ("name", .text), 4: ("namespace", .text),
    ],
    "RoleRef": [1: ("apiGroup", .text), 2: ("kind", .text), 3: ("name", .text)],
    "TokenRequest": [
      1: ("metadata", .message("ObjectMeta")), 2: ("spec", .message("TokenRequestSpec")),
    ],
    "TokenRequestSpec": [
      1: ("audiences", .texts), 3: ("boundObjectRef", .message("BoundObjectReference")),
      4: ("expirationSeconds", .number),
    ],
    "BoundObjectReference": [
      1: ("kind", .text), 2: ("apiVersion", .text), 3: ("name", .text), 4: ("uid", .text),
    ],
    "SelfSubjectReview": [1: ("metadata", .message("ObjectMeta"))],
    "SelfSubjectRulesReview": [
      1: ("metadata", .message("ObjectMeta")), 2: ("spec", .message("RulesReviewSpec")),
    ],
    "RulesReviewSpec": [1: ("namespace", .text)],
    "SelfSubjectAccessReview": [
      1: ("metadata", .message("ObjectMeta")), 2: ("spec", .message("AccessReviewSpec")),
    ],
    "AccessReviewSpec": [
      1: ("resourceAttributes", .message("ResourceAttributes")),
      2: ("nonResourceAttributes", .message("NonResourceAttributes")),
    ],
    "ResourceAttributes": [
      1: ("namespace", .text), 2: ("verb", .text), 3: ("group", .text), 4: ("version", .text),
      5: ("resource", .text), 6: ("subresource", .text), 7: ("name", .text),
    ],
    "NonResourceAttributes": [1: ("path", .text), 2: ("verb", .text)],
  ]
}

extension ProtobufDecoder.Shape {
  fileprivate var entryName: String {
    if case .bytesMap = self { "BytesEntry" } else { "TextEntry" }
  }
}
