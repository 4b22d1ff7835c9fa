import Testing
import Time

struct TimestampTests {
  @Test(
    "an instant prints and reads as RFC 3339",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (1_767_225_599, "2025-12-31T23:59:59Z"), (-1, "1969-12-31T23:59:59Z"),
    ]
  )
  func roundTrip(seconds: Int64, text: String) {
    #expect(Timestamp(epochSeconds: seconds).rfc3339 == text)
    #expect(Timestamp(rfc3339: text)?.epochSeconds == seconds)
  }

  @Test("offsets and fractions are understood")
  func offsets() throws {
    let instant = try #require(Timestamp(rfc3339: "2026-01-01T02:00:00.25+02:00"))
    #expect(instant.rfc3339Micro == "2026-01-01T00:00:00.250000Z")
  }

  @Test(
    "what is not RFC 3339 is refused",
    arguments: [
      "", "2026-01-01", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00", "x026-01-01T00:00:00Z",
    ]
  )
  func nonsense(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test("every day of two centuries survives the round trip")
  func everyDay() {
    for day in stride(from: Int64(-36_524), through: 36_524, by: 1) {
      let instant = Timestamp(epochSeconds: day * 86_400 + 86_399)
      #expect(Timestamp(rfc3339: instant.rfc3339) == instant)
    }
  }
}
