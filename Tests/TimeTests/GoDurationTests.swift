import Testing
import Time

struct GoDurationTests {
  @Test(
    "a Go duration reads to its length and prints in its shortest form",
    arguments: [
      ("90s", Duration.seconds(90), "1m30s"), ("1h30m", .seconds(5_400), "1h30m"),
      ("250ms", .milliseconds(250), "250ms"), ("0s", .zero, "0s"), ("60m", .seconds(3_600), "1h"),
    ]
  )
  func reads(text: String, length: Duration, printed: String) {
    #expect(Duration(goDuration: text) == length)
    #expect(length.goDuration == printed)
  }

  @Test(
    "what is not a Go duration is refused",
    arguments: ["", "5", "5 m", "-5s", "1.5h", "m", "5d", "99999999999999999999s"]
  )
  func nonsense(text: String) {
    #expect(Duration(goDuration: text) == nil)
  }
}
