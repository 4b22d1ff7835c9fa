import JSON
import Testing

@Suite struct JSONWritingTests {
  @Test("keys come out in the order of their bytes, compact or over several lines")
  func order() {
    let value: JSONValue = ["b": [1, [:], []], "a": ["é": .null], "B": 0.5]
    #expect(value.jsonText == #"{"B":0.5,"a":{"é":null},"b":[1,{},[]]}"#)
    #expect(
      value.prettyJSONText == """
        {
          "B": 0.5,
          "a": {
            "é": null
          },
          "b": [
            1,
            {},
            []
          ]
        }
        """
    )
  }

  @Test("only what RFC 8259 wants escaped is escaped")
  func escapes() {
    let value: JSONValue = "\"\\/\u{8}\n\r\t\u{0}\u{1F}\u{7F}é😀\u{2028}<&>"
    #expect(
      value.jsonText == #""\"\\/\u0008\n\r\t\u0000\u001f"# + "\u{7F}é😀\u{2028}<&>\""
    )
  }

  @Test("whatever is written reads back the same", arguments: 0..<20)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let value = JSONValue.random(depth: 5, using: &random)
      #expect(try JSONValue(parsing: value.jsonBytes) == value)
      #expect(try JSONValue(parsing: value.prettyJSONText) == value)
      #expect(try JSONValue(parsing: value.jsonBytes).jsonBytes == value.jsonBytes)
    }
  }
}
