import APIMachinery
import Testing

@Suite struct ResourceVersionTests {
  @Test(
    "R12: versions compare as decimal numbers of any length",
    arguments: [
      ("1", "1", true), ("2", "1", true), ("1", "2", false), ("10", "9", true), ("9", "10", false),
      ("99999999999999999999999999999999", "9", true),
      ("100000000000000000000", "99999999999999999999", true),
    ]
  )
  func order(candidate: String, reference: String, isAtLeast: Bool) {
    #expect(ResourceVersion.isAtLeast(candidate, reference) == isAtLeast)
  }

  @Test(
    "R12: what is no resource version does not compare",
    arguments: ["", "0", "01", "-1", "a", "1a", " 1", "١"]
  )
  func invalid(text: String) {
    #expect(ResourceVersion.isAtLeast(text, "1") == nil)
    #expect(ResourceVersion.isAtLeast("1", text) == nil)
    #expect(!ResourceVersion.isValid(text))
  }
}
