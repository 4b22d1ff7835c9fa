import JSON

extension SchemaNode {
  /// Elements that a set or a keyed list holds twice; each is reported once, at its second place.
  func duplicates(in value: JSONValue, old: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard value != old else { return [] }
    switch value {
    case .object(let object):
      return object.flatMap { member -> [FieldError] in
        guard let schema = schema(forMember: member.key) else { return [] }
        let place = placeOfMember(member.key, under: path)
        return schema.duplicates(in: member.value, old: old?[member.key], at: place)
      }
    case .array(let elements):
      return duplicateElements(elements, at: path) + duplicatesInside(elements, at: path)
    case .null, .bool, .integer, .double, .string: return []
    }
  }

  /// `labels[a]` for a member of a map, `spec.image` for a field.
  private func placeOfMember(_ name: String, under path: FieldPath) -> FieldPath {
    properties[name] == nil ? path.key(name) : path.child(name)
  }

  private func duplicatesInside(_ elements: [JSONValue], at path: FieldPath) -> [FieldError] {
    guard let items else { return [] }
    return elements.enumerated().flatMap { index, element in
      items.duplicates(in: element, old: nil, at: path.index(index))
    }
  }

  private func duplicateElements(_ elements: [JSONValue], at path: FieldPath) -> [FieldError] {
    switch listType {
    case .atomic: []
    case .set: repeats(of: elements, at: path)
    case .map(let keys): repeats(of: elements.map { items?.identity($0, by: keys) }, at: path)
    }
  }

  private func repeats(of identities: [JSONValue?], at path: FieldPath) -> [FieldError] {
    var timesSeen: [JSONValue: Int] = [:]
    return identities.enumerated().compactMap { index, identity in
      guard let identity else { return nil }
      timesSeen[identity, default: 0] += 1
      return timesSeen[identity] == 2 ? .duplicate(path.index(index), identity) : nil
    }
  }

  /// The key fields of an element of a keyed list, with their defaults.
  func identity(_ element: JSONValue, by keys: [String]) -> JSONValue? {
    guard case .object(let object) = element else { return nil }
    var identity: JSONObject = [:]
    for key in keys {
      identity[key] = object[key] ?? properties[key]?.defaultValue
    }
    return .object(identity)
  }
}
