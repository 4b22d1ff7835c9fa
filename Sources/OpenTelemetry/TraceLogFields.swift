package import Logging
import Tracing

/// What leads from a log line to its trace.
package enum TraceLogFields {
  /// Puts OpenTelemetry's fields on every line that is written under a span.
  package static let metadataProvider = Logger.MetadataProvider {
    guard let context = ServiceContext.current?.spanContext else { return [:] }
    return ["trace_id": .string(context.traceID.hex), "span_id": .string(context.spanID.hex)]
  }
}
