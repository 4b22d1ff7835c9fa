import APIMachinery
import JSON

/// Reads an object as Go's typed decoder does: unknown fields fall out, wrong types are refused, and what says nothing is dropped.
struct BuiltInDecoder {
  private let types: BuiltInTypes
  private(set) var unknownFields: [String] = []
  private(set) var mismatches: [String] = []

  init(_ types: BuiltInTypes = .all) {
    self.types = types
  }

  /// Decodes an object of a kind in place.
  mutating func decode(_ object: inout JSONValue, kind: String) {
    decode(&object, as: .object(kind), at: "", isRoot: true)
  }

  private mutating func decode(
    _ value: inout JSONValue,
    as type: FieldType,
    at path: String,
    isRoot: Bool = false
  ) {
    switch type {
    case .object(let name): decodeObject(&value, name, at: path, isRoot: isRoot)
    case .list(let element): decodeList(&value, of: element, at: path)
    case .map(let element): decodeMap(&value, of: element, at: path)
    case .quantity: canonicalize(&value, at: path)
    case .string: expect(value.stringValue != nil, value, "string", at: path)
    case .bytes: decodeBytes(value, at: path)
    case .integer: expect(value.intValue != nil, value, "int32", at: path)
    case .number: expect(value.doubleValue != nil, value, "float64", at: path)
    case .boolean: expect(value.boolValue != nil, value, "bool", at: path)
    case .time: expect(value.stringValue != nil, value, "string", at: path)
    case .intOrString, .any: break
    }
  }

  private mutating func decodeObject(
    _ value: inout JSONValue,
    _ name: String,
    at path: String,
    isRoot: Bool
  ) {
    guard let fields = types[name] else { return }
    guard let object = value.objectValue else {
      return expect(false, value, name, at: path)
    }
    var kept: [JSONObject.Member] = []
    for var member in object {
      let place = path.isEmpty ? member.key : "\(path).\(member.key)"
      if isRoot, member.key == "apiVersion" || member.key == "kind" {
        kept.append(member)
        continue
      }
      guard let field = fields.first(where: { $0.name == member.key }) else {
        unknownFields.append(place)
        continue
      }
      guard !member.value.isNull else { continue }
      decode(&member.value, as: field.type, at: place)
      if !field.saysNothing(member.value) { kept.append(member) }
    }
    value = .object(JSONObject(kept))
  }

  private mutating func decodeBytes(_ value: JSONValue, at path: String) {
    guard let text = value.stringValue else { return expect(false, value, "[]uint8", at: path) }
    guard let offset = Base64.firstCorruption(in: text) else { return }
    mismatches.append("illegal base64 data at input byte \(offset)")
  }

  private mutating func decodeList(
    _ value: inout JSONValue,
    of element: FieldType,
    at path: String
  ) {
    guard var elements = value.arrayValue else {
      return expect(false, value, "list", at: path)
    }
    for index in elements.indices { decode(&elements[index], as: element, at: "\(path)[\(index)]") }
    value = .array(elements)
  }

  private mutating func decodeMap(
    _ value: inout JSONValue,
    of element: FieldType,
    at path: String
  ) {
    guard let members = value.objectValue else {
      return expect(false, value, "map", at: path)
    }
    value = .object(
      members.compactMapValues { key, value in
        var value = value
        // In Go a null in a map of strings is the empty string.
        if value.isNull, element == .string { return "" }
        decode(&value, as: element, at: "\(path).\(key)")
        return value
      }
    )
  }

  private mutating func canonicalize(_ value: inout JSONValue, at path: String) {
    guard let text = CanonicalQuantity.text(value) else {
      mismatches.append(
        "quantities must match the regular expression "
          + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
      )
      return
    }
    value = .string(text)
  }

  private mutating func expect(
    _ holds: Bool,
    _ value: JSONValue,
    _ goType: String,
    at path: String
  ) {
    guard !holds else { return }
    let found =
      value.boolValue != nil ? "bool" : value.typeName == "integer" ? "number" : value.typeName
    mismatches.append(
      "json: cannot unmarshal \(found) into Go struct field .\(path) of type \(goType)"
    )
  }
}

extension BuiltInTypes.Field {
  /// Empty lists and maps are left out when Go writes an object, unless the field is always written.
  fileprivate func saysNothing(_ value: JSONValue) -> Bool {
    guard !isRequired else { return false }
    switch type {
    case .list: return value.arrayValue?.isEmpty ?? false
    case .map: return value.objectValue?.isEmpty ?? false
    case .string, .integer, .number, .boolean, .time, .bytes, .quantity, .intOrString, .any,
      .object:
      return false
    }
  }
}
