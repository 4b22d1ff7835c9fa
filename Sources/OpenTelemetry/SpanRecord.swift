package import Time
package import Tracing

/// A span that has ended.
package struct SpanRecord: Sendable {
  package struct Event: Sendable {
    package let name: String
    package let time: Timestamp
    package let attributes: SpanAttributes
  }

  package let context: SpanContext
  /// `nil` for the first span of a trace.
  package let parent: SpanID?
  package let name: String
  package let kind: SpanKind
  package let start: Timestamp
  package let end: Timestamp
  package let attributes: SpanAttributes
  package let events: [Event]
  package let status: SpanStatus?
}
