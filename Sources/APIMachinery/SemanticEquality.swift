package import JSON

/// Whether the API server's copy of an object already says what we want it to say.
///
/// A write that changes nothing still costs a request, and with `1000m` for `1` or a defaulted field it would come back for ever.
package enum SemanticEquality {
  /// Whether `live` carries every field of `desired`, in whatever form the API server stores it.
  ///
  /// - Fields that only `live` has are somebody else's or defaults; they are not compared.
  /// - A desired `null` asks for nothing, like an absent field.
  /// - An empty list, map of strings or text is the same as an absent field: the API server drops them.
  /// - Quantities compare as numbers. Everything else, ports and percentages too, compares with its type.
  /// - Lists have the same number of elements. Those whose elements have keys compare in any order; those that others append to, such
  ///   as finalizers, may hold more.
  package static func contains(
    _ live: JSONValue,
    desired: JSONValue,
    at path: FieldPath = FieldPath()
  ) -> Bool {
    switch desired {
    case .null: true
    case .object(let desired): contains(live, desired, at: path)
    case .array(let desired): contains(live.arrayValue, desired, at: path)
    case .bool: live == desired
    case .integer, .double, .string:
      live == desired || path.isQuantity && isSameQuantity(live, desired)
    }
  }

  private static func contains(
    _ live: JSONValue,
    _ desired: JSONObject,
    at path: FieldPath
  ) -> Bool {
    guard let live = live.objectValue else { return false }
    return desired.allSatisfy { member in
      let memberPath = path.appending(member.key)
      guard let value = live[member.key], !value.isNull else {
        return isDropped(member.value, at: memberPath)
      }
      return contains(value, desired: member.value, at: memberPath)
    }
  }

  private static func contains(
    _ live: [JSONValue]?,
    _ desired: [JSONValue],
    at path: FieldPath
  ) -> Bool {
    guard let live else { return false }
    guard live.count == desired.count || (path.isSharedList && live.count > desired.count) else {
      return false
    }
    return desired.enumerated().allSatisfy { index, element in
      let elementPath = path.appending(index)
      guard path.isUnorderedList else {
        return contains(live[index], desired: element, at: elementPath)
      }
      return live.contains { contains($0, desired: element, at: elementPath) }
    }
  }

  /// Whether the API server stores a field of this value as no field at all.
  private static func isDropped(_ value: JSONValue, at path: FieldPath) -> Bool {
    switch value {
    case .null: true
    case .string(let text): text.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let object): object.isEmpty && path.isMapOfStrings
    case .bool, .integer, .double: false
    }
  }

  private static func isSameQuantity(_ live: JSONValue, _ desired: JSONValue) -> Bool {
    guard let live = Quantity(json: live), let desired = Quantity(json: desired) else {
      return false
    }
    return live == desired
  }
}
