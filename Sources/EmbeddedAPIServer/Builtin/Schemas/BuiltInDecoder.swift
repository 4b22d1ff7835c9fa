import APIMachinery
import JSON
import Time

/// Reads an object as Go's typed decoder does: unknown fields fall out, wrong types are refused, and what says nothing is dropped.
struct BuiltInDecoder {
  private let types: BuiltInTypes
  private(set) var unknownFields: [String] = []
  private(set) var mismatches: [String] = []

  init(_ types: BuiltInTypes = .all) {
    self.types = types
  }

  /// The named types that are open at the moment; Go's errors name the innermost.
  private var enclosing: [String] = []
  /// The group version's last part, which Go's errors put before a type: `v1`.
  private var versionName = "v1"

  /// Decodes an object of a kind in place.
  mutating func decode(_ object: inout JSONValue, kind: String) {
    let version = object["apiVersion"]?.stringValue ?? "v1"
    versionName = version.split(separator: "/").last.map(String.init) ?? "v1"
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
    case .string: expect(value.stringValue != nil, value, type, at: path)
    case .bytes: decodeBytes(value, at: path)
    case .integer: expect(value.intValue != nil, value, type, at: path)
    case .number: expect(value.doubleValue != nil, value, type, at: path)
    case .boolean: expect(value.boolValue != nil, value, type, at: path)
    case .time: decodeTime(value, at: path)
    case .intOrString: decodeIntOrString(value)
    case .any: break
    }
  }

  private mutating func decodeTime(_ value: JSONValue, at path: String) {
    guard let text = value.stringValue else { return expectGoValue(value, "string") }
    guard Timestamp(rfc3339: text) == nil else { return }
    let layout = "2006-01-02T15:04:05Z07:00"
    mismatches.append(
      "parsing time \(GoText.quoted(text)) as \"\(layout)\": cannot parse \(GoText.quoted(text)) as "
        + "\"2006\""
    )
  }

  private mutating func decodeIntOrString(_ value: JSONValue) {
    guard value.stringValue == nil, value.intValue == nil else { return }
    expectGoValue(value, value.doubleValue == nil ? "string" : "int32")
  }

  private mutating func decodeObject(
    _ value: inout JSONValue,
    _ name: String,
    at path: String,
    isRoot: Bool
  ) {
    guard let fields = types[name] else { return }
    guard let object = value.objectValue else {
      return expect(false, value, .object(name), at: path)
    }
    enclosing.append(name)
    defer { enclosing.removeLast() }
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
    guard let text = value.stringValue else { return expect(false, value, .bytes, at: path) }
    guard let offset = Base64.firstCorruption(in: text) else { return }
    mismatches.append("illegal base64 data at input byte \(offset)")
  }

  private mutating func decodeList(
    _ value: inout JSONValue,
    of element: FieldType,
    at path: String
  ) {
    guard var elements = value.arrayValue else {
      return expect(false, value, .list(element), at: path)
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
      return expect(false, value, .map(element), at: path)
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
    _ type: FieldType,
    at path: String
  ) {
    guard !holds else { return }
    let place = GoFieldPath.text(path, mapsIn: types, from: enclosing.first ?? "")
    mismatches.append(
      "json: cannot unmarshal \(Self.goKind(of: value, as: type)) into Go struct field "
        + "\(enclosing.last ?? "").\(place) of type \(type.goName(inPackage: versionName, at: place))"
    )
  }

  /// Types with a decoder of their own do not know the field that they are in.
  private mutating func expectGoValue(_ value: JSONValue, _ goType: String) {
    let found = Self.goKind(of: value, as: .string)
    mismatches.append("json: cannot unmarshal \(found) into Go value of type \(goType)")
  }

  private static func goKind(of value: JSONValue, as type: FieldType) -> String {
    switch value {
    case .null: "null"
    case .bool: "bool"
    case .integer: "number"
    // A number that is no whole one is quoted where a whole one is wanted.
    case .double(let number): type == .integer ? "number \(GoText.plain(number))" : "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
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
