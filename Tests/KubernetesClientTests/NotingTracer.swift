import Synchronization
import Tracing

/// Keeps the spans that have ended, for a look at them.
final class NotingTracer: Tracer {
  struct Ended: Sendable {
    let id: String
    let name: String
    let kind: SpanKind
    /// `key=value`, sorted.
    let attributes: [String]
    let hasFailed: Bool
  }

  private let state = Mutex((spans: 0, ended: [Ended]()))

  var ended: [Ended] { state.withLock { $0.ended } }

  func startSpan<Instant: TracerInstant>(
    _ operationName: String,
    context: @autoclosure () -> ServiceContext,
    ofKind kind: SpanKind,
    at instant: @autoclosure () -> Instant,
    function: String,
    file fileID: String,
    line: UInt
  ) -> NotedSpan {
    let number = state.withLock { state in
      state.spans += 1
      return state.spans
    }
    var context = context()
    context[SpanNumber.self] = number
    return NotedSpan(operationName, kind, context) { [self] ended in
      state.withLock { $0.ended.append(ended) }
    }
  }

  func extract<Carrier, Extract: Extractor>(
    _ carrier: Carrier,
    into context: inout ServiceContext,
    using extractor: Extract
  ) where Extract.Carrier == Carrier {}

  func inject<Carrier, Inject: Injector>(
    _ context: ServiceContext,
    into carrier: inout Carrier,
    using injector: Inject
  ) where Inject.Carrier == Carrier {
    injector.inject("span-\(context[SpanNumber.self] ?? 0)", forKey: "traceparent", into: &carrier)
  }

  func forceFlush() {}
}

enum SpanNumber: ServiceContextKey {
  typealias Value = Int
}

final class NotedSpan: Span {
  private struct State {
    var name: String
    var attributes = SpanAttributes()
    var status: SpanStatus?
  }

  let context: ServiceContext
  private let kind: SpanKind
  private let onEnd: @Sendable (NotingTracer.Ended) -> Void
  private let state: Mutex<State>

  init(
    _ name: String,
    _ kind: SpanKind,
    _ context: ServiceContext,
    onEnd: @escaping @Sendable (NotingTracer.Ended) -> Void
  ) {
    self.context = context
    self.kind = kind
    self.onEnd = onEnd
    state = Mutex(State(name: name))
  }

  var isRecording: Bool { true }
  var operationName: String {
    get { state.withLock(\.name) }
    set { state.withLock { $0.name = newValue } }
  }
  var attributes: SpanAttributes {
    get { state.withLock(\.attributes) }
    set { state.withLock { $0.attributes = newValue } }
  }

  func setStatus(_ status: SpanStatus) { state.withLock { $0.status = status } }
  func addEvent(_ event: SpanEvent) {}
  func addLink(_ link: SpanLink) {}
  func recordError<Instant: TracerInstant>(
    _ error: any Error,
    attributes: SpanAttributes,
    at instant: @autoclosure () -> Instant
  ) {}

  func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
    let state = state.withLock { $0 }
    var attributes: [String] = []
    state.attributes.forEach { key, value in
      switch value {
      case .string(let text): attributes.append("\(key)=\(text)")
      case .int64(let number): attributes.append("\(key)=\(number)")
      default: attributes.append("\(key)=?")
      }
    }
    onEnd(
      NotingTracer.Ended(
        id: "span-\(context[SpanNumber.self] ?? 0)",
        name: state.name,
        kind: kind,
        attributes: attributes.sorted(),
        hasFailed: state.status?.code == .error
      )
    )
  }
}
