import Synchronization
package import Time
package import Tracing

/// Makes spans and puts those that have ended into a buffer: swift-distributed-tracing's `Tracer` for OpenTelemetry.
///
/// Identifiers come from a generator and times from a clock that are handed in, so that a simulated run gives the same trace each time.
package final class SpanTracer: Tracer {
  package typealias Span = RecordedSpan

  private let sampler: Sampler
  private let buffer: SpanBuffer
  private let now: @Sendable () -> Timestamp
  private let generator: Mutex<any RandomNumberGenerator & Sendable>

  package init(
    sampler: Sampler,
    buffer: SpanBuffer,
    generator: any RandomNumberGenerator & Sendable,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.sampler = sampler
    self.buffer = buffer
    self.now = now
    self.generator = Mutex(generator)
  }

  package func startSpan<Instant: TracerInstant>(
    _ operationName: String,
    context: @autoclosure () -> ServiceContext,
    ofKind kind: SpanKind,
    at instant: @autoclosure () -> Instant,
    function: String,
    file fileID: String,
    line: UInt
  ) -> RecordedSpan {
    var context = context()
    let parent = context.spanContext
    let spanContext = next(under: parent)
    context.spanContext = spanContext
    return RecordedSpan(
      operationName,
      kind: kind,
      context: context,
      spanContext: spanContext,
      parent: parent?.spanID,
      now: now,
      onEnd: { [buffer] in buffer.add($0) }
    )
  }

  package func extract<Carrier, Extract: Extractor>(
    _ carrier: Carrier,
    into context: inout ServiceContext,
    using extractor: Extract
  ) where Extract.Carrier == Carrier {
    guard let text = extractor.extract(key: "traceparent", from: carrier),
      let spanContext = SpanContext(traceparent: text)
    else { return }
    context.spanContext = spanContext
  }

  package func inject<Carrier, Inject: Injector>(
    _ context: ServiceContext,
    into carrier: inout Carrier,
    using injector: Inject
  ) where Inject.Carrier == Carrier {
    guard let spanContext = context.spanContext else { return }
    injector.inject(spanContext.traceparent, forKey: "traceparent", into: &carrier)
  }

  /// The exporter flushes at its own times and at the end.
  package func forceFlush() {}

  private func next(under parent: SpanContext?) -> SpanContext {
    let (traceID, spanID) = generator.withLock { generator in
      let traceID = parent?.traceID ?? TraceID(high: generator.next(), low: generator.nonZero())
      return (traceID, SpanID(generator.nonZero()))
    }
    return SpanContext(
      traceID: traceID,
      spanID: spanID,
      isSampled: sampler.samples(traceID, under: parent)
    )
  }
}

extension RandomNumberGenerator {
  fileprivate mutating func nonZero() -> UInt64 {
    var number = next()
    while number == 0 { number = next() }
    return number
  }
}
