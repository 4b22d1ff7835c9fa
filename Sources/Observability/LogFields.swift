package import JSON
package import Logging

/// A log event's metadata as a flat list sorted by key: nested dictionaries become `outer.inner`, secrets are taken out.
package struct LogFields: Hashable, Sendable {
  package struct Field: Hashable, Sendable {
    package let key: String
    package let value: JSONValue
  }

  package let fields: [Field]

  /// Later sources win over earlier ones, key by key.
  package init(merging sources: Logger.Metadata?...) {
    var merged: Logger.Metadata = [:]
    for case let source? in sources {
      merged.merge(source) { _, later in later }
    }
    fields = Self.flatten(.dictionary(merged), under: "").sorted { $0.key < $1.key }
  }

  private static func flatten(_ value: Logger.MetadataValue, under key: String) -> [Field] {
    guard case .dictionary(let members) = value else {
      return [Field(key: key, value: json(value))]
    }
    return members.keys.sorted().flatMap { name -> [Field] in
      guard let member = members[name] else { return [] }
      let path = key.isEmpty ? name : "\(key).\(name)"
      guard !SecretKeys.contains(name) else {
        return [Field(key: path, value: .string(SecretKeys.replacement))]
      }
      return flatten(member, under: path)
    }
  }

  private static func json(_ value: Logger.MetadataValue) -> JSONValue {
    switch value {
    case .string(let text): .string(text)
    case .stringConvertible(let value): .string("\(value)")
    case .array(let elements): .array(elements.map(json))
    case .dictionary:
      .object(JSONObject(flatten(value, under: "").map { .init(key: $0.key, value: $0.value) }))
    }
  }
}
