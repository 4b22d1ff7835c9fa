import JSON
import Testing

/// The reader and the writer look at eight bytes at a time: what is special must be seen at each of their places.
@Suite struct JSONLongStringTests {
  @Test("an escape, an accent or the end is found at every place of a string", arguments: 0..<40)
  func everyPlace(before: Int) throws {
    let pieces = [
      ("", ""), ("\\n", "\n"), ("\\\\", "\\"), ("\\\"", "\""), ("\\u00e9", "é"), ("é", "é"),
      ("日本", "日本"), ("😀", "😀"), ("\u{7F}", "\u{7F}"), ("!", "!"), ("#", "#"), ("[", "["),
      ("]", "]"), (" ", " "),
    ]
    for (piece, meaning) in pieces {
      for after in 0..<9 {
        let (left, right) = (padding(before), padding(after))
        let text = "[\"\(left)\(piece)\(right)\",{\"\(left)\(piece)\(right)\":\"\"}]"
        let string = left + meaning + right
        let value: JSONValue = [.string(string), [string: ""]]
        #expect(try JSONValue(parsing: text) == value)
        #expect(try JSONValue(parsing: value.jsonBytes) == value)
      }
    }
  }

  private let control = "a control character in a string must be escaped"

  @Test("bytes that no string may have are refused at every place", arguments: 0..<40)
  func everyBadPlace(before: Int) {
    let bad: [[UInt8]] = [[0xFF], [0xC3], [0x80], [0xED, 0xA0, 0x80], [0x00], [0x1F]]
    for bytes in bad {
      let isControl = bytes[0] < 0x20
      for after in [0, 1, 7, 8, 9] {
        let opening = Array("\"\(padding(before))".utf8) + bytes
        let text = opening + Array("\(padding(after))\"".utf8)
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
        #expect(error?.problem == (isControl ? control : "a string is not UTF-8"))
        #expect(error?.column == before + (isControl ? 2 : bytes.count + after + 3))
      }
    }
  }

  @Test("control characters are written escaped at every place", arguments: 0..<20)
  func everyControl(before: Int) throws {
    for code in UInt8(0)..<0x20 {
      let string = padding(before) + String(Unicode.Scalar(code)) + padding(9)
      let text = JSONValue.string(string).jsonText
      #expect(text.utf8.allSatisfy { $0 >= 0x20 })
      #expect(try JSONValue(parsing: text) == .string(string))
    }
  }

  @Test("strings that are alike but for one byte are not taken for each other", arguments: 1..<40)
  func lookAlikes(length: Int) throws {
    let strings = (0..<length).map { place in
      padding(place) + "X" + padding(length - place - 1)
    }
    let value: JSONValue = .array((strings + strings + [padding(length)]).map { .string($0) })
    #expect(try JSONValue(parsing: value.jsonBytes) == value)
    let object: JSONValue = .object(JSONObject(strings.map { .init(key: $0, value: .string($0)) }))
    #expect(try JSONValue(parsing: object.jsonBytes) == object)
    #expect(try JSONValue(parsing: object.jsonBytes)[strings[length - 1]]?.stringValue != nil)
  }

  private func padding(_ count: Int) -> String {
    String(String(repeating: "abcdefghijklmnopqrstuvwxyz", count: 2).prefix(count))
  }
}
