import APIMachinery
import JSON
import Testing

@Suite struct QuantityTests {
  @Test(
    "every form of the grammar is read exactly",
    arguments: [
      ("0", 0), ("1", 1_000_000_000), ("-1", -1_000_000_000), ("+1", 1_000_000_000),
      ("0.1", 100_000_000),
      (".5", 500_000_000), ("5.", 5_000_000_000), ("-.5", -500_000_000), ("1n", 1), ("1u", 1_000),
      ("1m", 1_000_000),
      ("500m", 500_000_000), ("1.5m", 1_500_000), ("1k", 1_000_000_000_000),
      ("1M", 1_000_000_000_000_000),
      ("1G", 1_000_000_000_000_000_000), ("1e3", 1_000_000_000_000), ("1E3", 1_000_000_000_000),
      ("1e+3", 1_000_000_000_000), ("1e-3", 1_000_000), ("12e-1", 1_200_000_000),
      ("1e0", 1_000_000_000),
      ("1Ki", 1_024_000_000_000), ("0.5Ki", 512_000_000_000), ("1Mi", 1_048_576_000_000_000),
      ("0.0000000001", 1), ("0.1n", 1), ("-0.1n", -1), ("007", 7_000_000_000),
    ] as [(String, Int128)]
  )
  func grammar(text: String, nanos: Int128) {
    #expect(Quantity(text)?.nanos == nanos)
  }

  @Test("the largest suffixes fit 128 bits")
  func largest() {
    #expect(Quantity("1E")?.nanos == 1_000_000_000_000_000_000_000_000_000)
    #expect(Quantity("1Ei")?.nanos == 1_152_921_504_606_846_976_000_000_000)
    #expect(Quantity("8Ei") == Quantity("9223372036854775808"))
  }

  @Test(
    "anything else is refused, and so is what 128 bits cannot hold",
    arguments: [
      "", " ", ".", "-", "+", "m", "Ki", "1 ", " 1", "1K", "1ki", "1mi", "1e", "1e1.5", "1e99",
      "1e-10", "1.2.3", "1-1",
      "--1", "0x1", "1,5", "one", "١", "1Kii", "1000000000000Ei", "1234567890123456789012345678",
    ]
  )
  func refused(text: String) {
    #expect(Quantity(text) == nil)
  }

  @Test("one quantity in several spellings is one value, ordered by size")
  func equality() {
    #expect(Set(["1", "1000m", "1e0", "1.0", "0.001k"].map { Quantity($0) }).count == 1)
    let sorted = ["1m", "1", "1k", "1Ki", "1M"].compactMap { Quantity($0) }
    #expect(sorted.count == 5 && sorted == sorted.sorted())
    #expect(Quantity("250m")?.doubleValue == 0.25)
  }

  @Test("a document may carry a quantity as text or as a number")
  func json() {
    #expect(Quantity(json: "1500m") == Quantity("1.5"))
    #expect(Quantity(json: 1.5) == Quantity("1.5"))
    #expect(Quantity(json: 2) == Quantity("2"))
    #expect(Quantity(json: true) == nil)
    #expect(Quantity(json: .null) == nil)
  }
}
