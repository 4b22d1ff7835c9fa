/// Which traces are recorded, in OpenTelemetry's terms.
package indirect enum Sampler: Hashable, Sendable {
  case alwaysOn
  case alwaysOff
  /// One trace in so many, 0 to 1; the same ones in every process that sees their identifier.
  case traceIDRatio(Double)
  /// As whoever began the trace decided; those that begin here by another rule.
  case parentBased(root: Sampler)

  package func samples(_ traceID: TraceID, under parent: SpanContext?) -> Bool {
    switch self {
    case .alwaysOn: true
    case .alwaysOff: false
    case .traceIDRatio(let ratio): (traceID.low >> 1) < UInt64(ratio * 0x1p63)
    case .parentBased(let root): parent?.isSampled ?? root.samples(traceID, under: nil)
    }
  }
}
