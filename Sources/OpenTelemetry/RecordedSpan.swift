import Synchronization
import Time
package import Tracing

/// A span under way; one that is not sampled only carries its context.
package final class RecordedSpan: Span {
  /// OpenTelemetry's limit for attributes of a span and for its events; what is beyond it is left out.
  static let limit = 128

  private struct State {
    var name: String
    var attributes = SpanAttributes()
    var events: [SpanRecord.Event] = []
    var status: SpanStatus?
    var hasEnded = false
  }

  package let context: ServiceContext
  private let spanContext: SpanContext
  private let parent: SpanID?
  private let kind: SpanKind
  private let start: Timestamp
  private let now: @Sendable () -> Timestamp
  private let onEnd: @Sendable (SpanRecord) -> Void
  private let state: Mutex<State>

  init(
    _ name: String,
    kind: SpanKind,
    context: ServiceContext,
    spanContext: SpanContext,
    parent: SpanID?,
    now: @escaping @Sendable () -> Timestamp,
    onEnd: @escaping @Sendable (SpanRecord) -> Void
  ) {
    self.context = context
    self.spanContext = spanContext
    self.parent = parent
    self.kind = kind
    self.now = now
    self.onEnd = onEnd
    start = spanContext.isSampled ? now() : Timestamp(epochSeconds: 0)
    state = Mutex(State(name: name))
  }

  package var isRecording: Bool { spanContext.isSampled && !state.withLock { $0.hasEnded } }

  package var operationName: String {
    get { state.withLock(\.name) }
    set { update { $0.name = newValue } }
  }

  package var attributes: SpanAttributes {
    get { state.withLock(\.attributes) }
    set { update { if newValue.count <= Self.limit { $0.attributes = newValue } } }
  }

  package func setStatus(_ status: SpanStatus) {
    update { $0.status = status }
  }

  package func addEvent(_ event: SpanEvent) {
    add(event.name, event.attributes)
  }

  /// As the event `exception` of the semantic conventions.
  package func recordError<Instant: TracerInstant>(
    _ error: any Error,
    attributes: SpanAttributes,
    at instant: @autoclosure () -> Instant
  ) {
    var attributes = attributes
    attributes["exception.type"] = "\(type(of: error))"
    attributes["exception.message"] = "\(error)"
    add("exception", attributes)
  }

  /// Our traces are trees: nothing of ours links spans.
  package func addLink(_ link: SpanLink) {}

  /// Time is the tracer's, not the instant given, which would be the machine's also where time is simulated.
  package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
    guard spanContext.isSampled else { return }
    let end = now()
    let record = state.withLock { state -> SpanRecord? in
      guard !state.hasEnded else { return nil }
      state.hasEnded = true
      return ended(state, at: end)
    }
    if let record { onEnd(record) }
  }

  private func add(_ name: String, _ attributes: SpanAttributes) {
    guard spanContext.isSampled else { return }
    let event = SpanRecord.Event(name: name, time: now(), attributes: attributes)
    update { if $0.events.count < Self.limit { $0.events.append(event) } }
  }

  private func update(_ change: (inout State) -> Void) {
    guard spanContext.isSampled else { return }
    state.withLock { state in
      if !state.hasEnded { change(&state) }
    }
  }

  private func ended(_ state: State, at end: Timestamp) -> SpanRecord {
    SpanRecord(
      context: spanContext,
      parent: parent,
      name: state.name,
      kind: kind,
      start: start,
      end: end,
      attributes: state.attributes,
      events: state.events,
      status: state.status
    )
  }
}
