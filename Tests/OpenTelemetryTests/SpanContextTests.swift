import OpenTelemetry
import Testing

struct SpanContextTests {
  private let context = SpanContext(
    traceID: TraceID(high: 0x4bf9_2f35_77b3_4da6, low: 0xa3ce_929d_0e0e_4736),
    spanID: SpanID(0x00f0_67aa_0ba9_02b7),
    isSampled: true
  )

  @Test("W3C's own example is written and read")
  func example() {
    let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    #expect(context.traceparent == text)
    #expect(SpanContext(traceparent: text) == context)
    #expect(SpanContext(traceparent: text.dropLast() + "0")?.isSampled == false)
  }

  @Test("a later version is read as far as it is known")
  func laterVersion() {
    let text = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes"
    #expect(SpanContext(traceparent: text) == context)
  }

  @Test(
    "anything invalid is no context",
    arguments: [
      "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
      "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
      "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
      "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0+",
    ]
  )
  func invalid(text: String) {
    #expect(SpanContext(traceparent: text) == nil)
  }
}
