package import Tracing

/// What a span hands on to those below it, in this process and in others.
package struct SpanContext: Hashable, Sendable {
  package let traceID: TraceID
  package let spanID: SpanID
  /// Whether the spans of this trace are recorded.
  package let isSampled: Bool

  package init(traceID: TraceID, spanID: SpanID, isSampled: Bool) {
    self.traceID = traceID
    self.spanID = spanID
    self.isSampled = isSampled
  }
}

/// W3C Trace Context, version 00: `00-<trace id>-<span id>-<flags>`.
extension SpanContext {
  package var traceparent: String {
    "00-\(traceID.hex)-\(spanID.hex)-\(isSampled ? "01" : "00")"
  }

  /// `nil` for anything that W3C calls invalid; a later version is read as far as version 00 goes.
  package init?(traceparent text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts.prefix(4).map(\.utf8.count) == [2, 32, 16, 2],
      parts.prefix(4).allSatisfy({ $0.utf8.allSatisfy(\.isLowerHexDigit) }),
      parts[0] != "ff", parts[0] != "00" || parts.count == 4,
      let high = UInt64(parts[1].prefix(16), radix: 16),
      let low = UInt64(parts[1].dropFirst(16), radix: 16),
      let span = UInt64(parts[2], radix: 16),
      let flags = UInt8(parts[3], radix: 16)
    else { return nil }
    let traceID = TraceID(high: high, low: low)
    let spanID = SpanID(span)
    guard traceID.isValid, spanID.isValid else { return nil }
    self.init(traceID: traceID, spanID: spanID, isSampled: flags & 1 == 1)
  }
}

extension UInt8 {
  fileprivate var isLowerHexDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }
}

private enum SpanContextKey: ServiceContextKey {
  typealias Value = SpanContext
}

extension ServiceContext {
  /// The span that the context stands for.
  package var spanContext: SpanContext? {
    get { self[SpanContextKey.self] }
    set { self[SpanContextKey.self] = newValue }
  }
}
