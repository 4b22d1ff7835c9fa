import JSON

/// What a strategic merge patch says about a list beside the list itself.
struct ListDirectives: Sendable {
  static let deletionPrefix = "$deleteFromPrimitiveList/"

  private let deleted: [JSONValue]
  private let order: [JSONValue]?

  init(_ patch: JSONObject, field: String) {
    deleted = patch[Self.deletionPrefix + field]?.arrayValue ?? []
    order = patch["$setElementOrder/" + field]?.arrayValue
  }

  func withoutDeleted(_ elements: [JSONValue]) -> [JSONValue] {
    elements.filter { !deleted.contains($0) }
  }

  /// The elements that the patch names in its order; the others stay where they are relative to the start.
  func ordered(
    _ elements: [JSONValue],
    by identity: (JSONValue) -> JSONValue?
  ) -> [JSONValue] {
    guard let order else { return elements }
    let wanted = order.map { identity($0) ?? $0 }
    var named = wanted.compactMap { name in elements.first { identity($0) == name } }[...]
    return elements.compactMap { element in
      guard let name = identity(element), wanted.contains(name) else { return element }
      return named.popFirst()
    }
  }
}

extension JSONValue {
  /// The value without the directives of a strategic merge patch, at any depth.
  var withoutDirectives: JSONValue {
    switch self {
    case .object(let object): .object(object.withoutDirectives)
    case .array(let elements):
      .array(elements.filter { $0["$patch"] != "delete" }.map(\.withoutDirectives))
    case .null, .bool, .integer, .double, .string: self
    }
  }
}

extension JSONObject {
  /// A patch's `null` has nothing to remove here, so it goes as well.
  var withoutDirectives: JSONObject {
    compactMapValues { key, value in
      key.hasPrefix("$") || value.isNull ? nil : value.withoutDirectives
    }
  }
}
