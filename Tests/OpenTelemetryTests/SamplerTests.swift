import OpenTelemetry
import Testing

struct SamplerTests {
  private func parent(_ isSampled: Bool) -> SpanContext {
    SpanContext(traceID: TraceID(high: 1, low: 1), spanID: SpanID(1), isSampled: isSampled)
  }

  @Test(
    "each sampler decides by its rule",
    arguments: [
      (Sampler.alwaysOn, nil, true), (.alwaysOn, false, true), (.alwaysOff, true, false),
      (.parentBased(root: .alwaysOn), nil, true), (.parentBased(root: .alwaysOn), false, false),
      (.parentBased(root: .alwaysOff), nil, false), (.parentBased(root: .alwaysOff), true, true),
    ] as [(Sampler, Bool?, Bool)]
  )
  func rules(sampler: Sampler, parentIsSampled: Bool?, isSampled: Bool) {
    let id = TraceID(high: 1, low: .max)
    #expect(sampler.samples(id, under: parentIsSampled.map(parent)) == isSampled)
  }

  @Test(
    "a ratio takes the traces whose last 63 bits lie below it",
    arguments: [
      (0.0, 0, false), (1.0, UInt64.max, true), (0.5, 0x7FFF_FFFF_FFFF_FFFF, true),
      (0.5, 0x8000_0000_0000_0000, false), (0.25, 0x3FFF_FFFF_FFFF_FFFF, true),
      (0.25, 0x4000_0000_0000_0000, false),
    ] as [(Double, UInt64, Bool)]
  )
  func ratio(ratio: Double, low: UInt64, isSampled: Bool) {
    #expect(
      Sampler.traceIDRatio(ratio).samples(TraceID(high: .max, low: low), under: nil) == isSampled
    )
  }
}
