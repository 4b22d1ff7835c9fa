import JSON
import Time

/// Reads what typed Go clients send in protobuf although the server never offers it.
///
/// `kubectl` 1.32 encodes what `create`, `expose`, `drain` and `auth can-i` send; it does not fall back when that is refused.
enum ProtobufDecoder {
  static let mediaType = "application/vnd.kubernetes.protobuf"

  /// Four bytes before every object.
  private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  /// Kinds that share their name with another.
  private static let namesakes = [
    "events.k8s.io/v1/Event": "EventsEvent",
    "autoscaling/v1/HorizontalPodAutoscaler": "HorizontalPodAutoscalerV1",
  ]

  /// Whether a body claims to be protobuf at all.
  static func isEnvelope(_ body: [UInt8]) -> Bool { body.starts(with: magic) }

  /// The object in an envelope (`runtime.Unknown`); `nil` for kinds whose fields are not known here.
  static func decode(_ body: [UInt8]) -> JSONValue? {
    guard isEnvelope(body) else { return nil }
    var reader = ProtobufReader(body[magic.count...])
    var typeMeta = JSONValue.object([:])
    var raw = body[..<0]
    while let (number, value) = reader.next() {
      guard case .bytes(let bytes) = value else { continue }
      if number == 1 { typeMeta = message(bytes, as: "TypeMeta") }
      if number == 2 { raw = bytes }
    }
    guard let kind = typeMeta["kind"]?.stringValue else { return nil }
    let apiVersion = typeMeta["apiVersion"]?.stringValue ?? ""
    let name = namesakes["\(apiVersion)/\(kind)"] ?? kind
    guard ProtobufTypes.all[name] != nil else { return nil }
    var object = message(raw, as: name)
    object["kind"] = .string(kind)
    object["apiVersion"] = .string(apiVersion)
    return object
  }
}

extension ProtobufDecoder {
  private static func message(_ bytes: ArraySlice<UInt8>, as name: String) -> JSONValue {
    var object = JSONValue.object([:])
    read(bytes, ProtobufTypes.all[name] ?? [], below: [], into: &object)
    return object
  }

  /// Reads the fields of a message; those of an inlined one, which is at `prefix`, go into the same object.
  private static func read(
    _ bytes: ArraySlice<UInt8>,
    _ fields: [ProtobufTypes.Field],
    below prefix: [UInt64],
    into object: inout JSONValue
  ) {
    var reader = ProtobufReader(bytes)
    while let (number, value) = reader.next() {
      let place = prefix + [number]
      if let field = fields.first(where: { $0.numbers == place }) {
        guard let json = json(value, field, adding: object[field.name]) else { continue }
        object[field.name] = json
      } else if case .bytes(let inlined) = value,
        fields.contains(where: { $0.numbers.count > place.count && $0.numbers.starts(with: place) })
      {
        read(inlined, fields, below: place, into: &object)
      }
    }
  }

  /// The value of a field; `nil` for one that says nothing.
  private static func json(
    _ value: ProtobufReader.Value,
    _ field: ProtobufTypes.Field,
    adding present: JSONValue?
  ) -> JSONValue? {
    switch field.type {
    case .list(let element):
      return json(value, element).map { .array((present?.arrayValue ?? []) + [$0]) }
    case .map(let element):
      guard case .bytes(let bytes) = value else { return present }
      var map = present ?? .object([:])
      let (key, content) = entry(bytes, element)
      map[key] = content
      return map
    case .time:
      guard case .bytes(let bytes) = value else { return nil }
      return time(bytes, isMicroTime: field.isMicroTime)
    case .string where value.isEmpty: return nil
    case .string, .integer, .number, .boolean, .bytes, .quantity, .intOrString, .any, .object:
      let json = json(value, field.type)
      return field.omitsZero && (json == 0 || json == false) ? nil : json
    }
  }

  private static func json(_ value: ProtobufReader.Value, _ type: FieldType) -> JSONValue? {
    switch (value, type) {
    case (.number(let number), .integer): .integer(Int64(bitPattern: number))
    case (.number(let number), .boolean): .bool(number != 0)
    case (.bytes(let bytes), .string): text(bytes)
    case (.bytes(let bytes), .bytes): .string(Base64.encode(Array(bytes)))
    case (.bytes(let bytes), .quantity): .string(scalars(bytes).text[1] ?? "0")
    case (.bytes(let bytes), .intOrString): intOrString(scalars(bytes))
    case (.bytes(let bytes), .time): time(bytes, isMicroTime: false)
    case (.bytes(let bytes), .any):
      scalars(bytes).text[1].flatMap { try? JSONValue(parsing: $0) }
    case (.bytes(let bytes), .object(let name)): message(bytes, as: name)
    case (.number, _), (.bytes, _): nil
    }
  }

  private static func entry(
    _ bytes: ArraySlice<UInt8>,
    _ element: FieldType
  ) -> (key: String, value: JSONValue) {
    var key = ""
    var content: JSONValue?
    var reader = ProtobufReader(bytes)
    while let (number, value) = reader.next() {
      if number == 1, case .bytes(let bytes) = value {
        key = String(decoding: bytes, as: UTF8.self)
      }
      if number == 2 { content = json(value, element) }
    }
    return (key, content ?? "")
  }

  private static func intOrString(_ message: Scalars) -> JSONValue {
    message.number[1] == 1
      ? .string(message.text[3] ?? "")
      : .integer(Int64(bitPattern: message.number[2] ?? 0))
  }

  /// The zero instant is an empty message.
  private static func time(_ bytes: ArraySlice<UInt8>, isMicroTime: Bool) -> JSONValue? {
    guard !bytes.isEmpty else { return nil }
    let message = scalars(bytes)
    let seconds = Int64(bitPattern: message.number[1] ?? 0)
    let instant = Timestamp(epochSeconds: seconds) + .nanoseconds(message.number[2] ?? 0)
    return .string(isMicroTime ? instant.rfc3339Micro : instant.rfc3339)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> JSONValue {
    .string(String(decoding: bytes, as: UTF8.self))
  }

  /// The fields of a small message by their numbers.
  private typealias Scalars = (number: [UInt64: UInt64], text: [UInt64: String])

  private static func scalars(_ bytes: ArraySlice<UInt8>) -> Scalars {
    var found: Scalars = ([:], [:])
    var reader = ProtobufReader(bytes)
    while let (number, value) = reader.next() {
      switch value {
      case .number(let scalar): found.number[number] = scalar
      case .bytes(let bytes): found.text[number] = String(decoding: bytes, as: UTF8.self)
      }
    }
    return found
  }
}

extension ProtobufReader.Value {
  fileprivate var isEmpty: Bool {
    if case .bytes(let bytes) = self { bytes.isEmpty } else { false }
  }
}
