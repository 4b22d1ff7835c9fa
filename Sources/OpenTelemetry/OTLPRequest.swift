package import JSON
import Time
import Tracing

/// An `ExportTraceServiceRequest` in OTLP's JSON form: identifiers in hexadecimal, 64-bit integers as strings, enums as numbers.
package struct OTLPRequest: Sendable {
  let spans: [SpanRecord]
  /// What describes this process, sorted by key.
  let resource: [ResourceAttribute]
  /// The version of the instrumentation, which is ours.
  let version: String

  package init(_ spans: [SpanRecord], resource: [ResourceAttribute], version: String) {
    self.spans = spans
    self.resource = resource
    self.version = version
  }

  package var body: [UInt8] { json.jsonBytes }

  package var json: JSONValue {
    let attributes = resource.map { attribute -> JSONValue in
      ["key": .string(attribute.key), "value": ["stringValue": .string(attribute.value)]]
    }
    let scope: JSONValue = ["name": "physics-operator", "version": .string(version)]
    let scopeSpans: JSONValue = ["scope": scope, "spans": .array(spans.map(\.json))]
    let resourceSpans: JSONValue = [
      "resource": ["attributes": .array(attributes)], "scopeSpans": .array([scopeSpans]),
    ]
    return ["resourceSpans": .array([resourceSpans])]
  }
}

extension SpanRecord {
  /// Bit 0: sampled; bit 8: bit 9 has a meaning, which is that the parent is not of another process.
  private var flags: Int64 { context.isSampled ? 0x101 : 0x100 }

  fileprivate var json: JSONValue {
    var json: JSONValue = [
      "traceId": .string(context.traceID.hex), "spanId": .string(context.spanID.hex),
      "flags": .integer(flags), "name": .string(name), "kind": .integer(kind.number),
      "startTimeUnixNano": .string(start.nanoseconds),
      "endTimeUnixNano": .string(end.nanoseconds), "attributes": .array(attributes.json),
    ]
    if let parent { json["parentSpanId"] = .string(parent.hex) }
    if let status { json["status"] = status.json }
    if !events.isEmpty {
      json["events"] = .array(
        events.map { event -> JSONValue in
          [
            "name": .string(event.name), "timeUnixNano": .string(event.time.nanoseconds),
            "attributes": .array(event.attributes.json),
          ]
        }
      )
    }
    return json
  }
}

extension SpanKind {
  fileprivate var number: Int64 {
    switch self {
    case .internal: 1
    case .server: 2
    case .client: 3
    case .producer: 4
    case .consumer: 5
    }
  }
}

extension SpanStatus {
  fileprivate var json: JSONValue {
    var json: JSONValue = ["code": .integer(code == .ok ? 1 : 2)]
    if let message { json["message"] = .string(message) }
    return json
  }
}

extension Timestamp {
  fileprivate var nanoseconds: String {
    let (seconds, attoseconds) = sinceEpoch.components
    return "\(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)"
  }
}

extension SpanAttributes {
  /// Sorted by key: the same spans are the same bytes.
  fileprivate var json: [JSONValue] {
    var pairs: [(key: String, value: SpanAttribute)] = []
    forEach { pairs.append(($0, $1)) }
    return pairs.sorted { $0.key < $1.key }.map { pair -> JSONValue in
      ["key": .string(pair.key), "value": pair.value.json]
    }
  }
}

extension SpanAttribute {
  fileprivate var json: JSONValue {
    switch self {
    case .int32(let number): Self.integer(Int64(number))
    case .int64(let number): Self.integer(number)
    case .double(let number): Self.double(number)
    case .bool(let flag): Self.bool(flag)
    case .string(let text): Self.string(text)
    case .stringConvertible(let value): Self.string("\(value)")
    case .int32Array(let numbers): Self.array(numbers.map { Self.integer(Int64($0)) })
    case .int64Array(let numbers): Self.array(numbers.map(Self.integer))
    case .doubleArray(let numbers): Self.array(numbers.map(Self.double))
    case .boolArray(let flags): Self.array(flags.map(Self.bool))
    case .stringArray(let texts): Self.array(texts.map(Self.string))
    case .stringConvertibleArray(let values): Self.array(values.map { Self.string("\($0)") })
    // The library asks for it: the enum may grow.
    default: Self.string("\(self)")
    }
  }

  private static func string(_ text: String) -> JSONValue { ["stringValue": .string(text)] }
  private static func integer(_ number: Int64) -> JSONValue { ["intValue": .string("\(number)")] }
  private static func bool(_ flag: Bool) -> JSONValue { ["boolValue": .bool(flag)] }
  private static func array(_ values: [JSONValue]) -> JSONValue {
    ["arrayValue": ["values": .array(values)]]
  }

  /// JSON has no word for what is not a number; protobuf's mapping has.
  private static func double(_ number: Double) -> JSONValue {
    guard !number.isFinite else { return ["doubleValue": .number(number)] }
    return ["doubleValue": .string(number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity")]
  }
}
