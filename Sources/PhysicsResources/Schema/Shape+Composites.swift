import JSON

extension Shape where Value: SchemaDescribed {
  /// A described type as a value of a field.
  static func object(_: Value.Type) -> Shape {
    Shape(
      blank: Value(),
      schema: { Value.schema(initial: $0) },
      read: { json, initial, findings in Value.read(json, from: initial, &findings) },
      write: { $0.json }
    )
  }
}

extension Shape {
  /// A list of at most `maxItems` elements.
  ///
  /// - Parameter unique: the member that tells elements apart (a map to server-side apply); `nil` for a list that is replaced as a whole.
  static func list<Element>(
    of element: Shape<Element>,
    max maxItems: Int,
    unique key: String? = nil
  ) -> Shape where Value == [Element] {
    Shape(
      blank: [],
      schema: { initial in
        var node: JSONObject = ["type": "array", "maxItems": .integer(Int64(maxItems))]
        var items = element.schema(initial == nil ? nil : element.blank)
        items["default"] = nil
        node["items"] = .object(items)
        node["x-kubernetes-list-type"] = key == nil ? "atomic" : "map"
        if let key { node["x-kubernetes-list-map-keys"] = [.string(key)] }
        return node
      },
      read: { json, _, findings in
        guard let elements = json.arrayValue, elements.count <= maxItems else {
          findings.report("must be a list of at most \(maxItems) elements, not \(json.counted)")
          return nil
        }
        let read = elements.enumerated().compactMap { index, json in
          findings.element(index) { element.read(json, element.blank, &$0) }
        }
        if let key { reportRepeated(elements, key, &findings) }
        return read
      },
      write: { .array($0.map(element.write)) }
    )
  }

  /// An object with free keys, at most `maxProperties` of them.
  static func map<Element>(
    of element: Shape<Element>,
    max maxProperties: Int
  ) -> Shape where Value == [String: Element] {
    Shape(
      blank: [:],
      schema: { initial in
        var entry = element.schema(initial == nil ? nil : element.blank)
        entry["default"] = nil
        return [
          "type": "object", "maxProperties": .integer(Int64(maxProperties)),
          "additionalProperties": .object(entry),
        ]
      },
      read: { json, _, findings in
        guard let object = json.objectValue, object.count <= maxProperties else {
          findings.report(
            "must be an object of at most \(maxProperties) members, not \(json.counted)"
          )
          return nil
        }
        let entries = object.members.compactMap { member -> (String, Element)? in
          let value = findings.member(member.key) {
            element.read(member.value, element.blank, &$0)
          }
          return value.map { (member.key, $0) }
        }
        return Dictionary(entries) { $1 }
      },
      write: { map in
        .object(
          JSONObject(
            map.keys.map { key in
              JSONObject.Member(key: key, value: map[key].map(element.write) ?? .null)
            }
          )
        )
      }
    )
  }
}

private func reportRepeated(
  _ elements: [JSONValue],
  _ key: String,
  _ findings: inout FindingCollector
) {
  var seen: Set<JSONValue> = []
  for (index, element) in elements.enumerated() {
    guard let name = element[key], !seen.insert(name).inserted else { continue }
    findings.element(index) {
      $0.report("repeats the \(key) \(name.quoted); give each element a \(key) of its own")
    }
  }
}

extension JSONValue {
  /// The size of a list or an object in a sentence, or the value itself where it is neither.
  fileprivate var counted: String {
    switch self {
    case .array(let elements): "\(elements.count)"
    case .object(let object): "\(object.count)"
    case .null, .bool, .integer, .double, .string: quoted
    }
  }
}
