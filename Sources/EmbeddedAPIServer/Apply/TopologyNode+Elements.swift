import JSON

extension TopologyNode {
  /// Whether members of an object here have owners of their own.
  var isGranularMap: Bool {
    switch shape {
    case .structure, .map, .open: true
    case .keyedList, .set, .atomic: false
    }
  }

  /// Whether elements of a list here have owners of their own.
  var isAssociativeList: Bool {
    switch shape {
    case .keyedList, .set: true
    case .structure, .map, .atomic, .open: false
    }
  }

  /// What tells an element of a list from the others; `nil` when a key field is missing.
  func identity(of element: JSONValue) -> PathElement? {
    switch shape {
    case .set: return .value(element)
    case .keyedList(let keys, _):
      var fields: JSONObject = [:]
      for key in keys {
        guard let value = element[key.name] ?? key.defaultValue else { return nil }
        fields[key.name] = value
      }
      return .key(fields)
    case .structure, .map, .atomic, .open: return nil
    }
  }

  /// The field that an element lacks although it is a key.
  func missingKey(in element: JSONValue) -> String? {
    guard case .keyedList(let keys, _) = shape else { return nil }
    return keys.first { element[$0.name] == nil && $0.defaultValue == nil }?.name
  }

  var element: TopologyNode {
    switch shape {
    case .keyedList(_, let node): node
    case .structure, .map, .set, .atomic, .open: .atomic
    }
  }
}

extension TopologyNode {
  /// The parts of a value that have owners of their own; the first of two with one identity counts.
  func children(of value: JSONValue?) -> [(PathElement, JSONValue)] {
    switch value {
    case .object(let object)? where isGranularMap:
      return object.map { (.field($0.key), $0.value) }
    case .array(let elements)? where isAssociativeList:
      var seen: Set<PathElement> = []
      return elements.compactMap { element in
        guard let identity = identity(of: element), seen.insert(identity).inserted else {
          return nil
        }
        return (identity, element)
      }
    case .none, .null, .bool, .integer, .double, .string, .array, .object: return []
    }
  }

  func hasChildren(_ value: JSONValue?) -> Bool { !children(of: value).isEmpty }

  /// Whether a value can be looked into here; nothing at all can.
  func splits(_ value: JSONValue?) -> Bool {
    switch value {
    case .none, .null: true
    case .object: isGranularMap
    case .array: isAssociativeList
    case .bool, .integer, .double, .string: false
    }
  }
}
