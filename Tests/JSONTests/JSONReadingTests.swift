import JSON
import Testing

@Suite struct JSONReadingTests {
  @Test(
    "every form of RFC 8259 is read",
    arguments: [
      ("null", .null), (" true\n", true), ("false", false), ("\"\"", ""), ("[]", []), ("{}", [:]),
      ("[ 1 , 2 ]", [1, 2]), ("{\"a\" : {\"b\":[{}]} }", ["a": ["b": [[:]]]]), ("\t\r\n 1", 1),
      ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{c}\n\r\t"), ("\"\\u0041\\u00e9\"", "Aé"),
      ("\"\\u0000\"", "\u{0}"), ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
      ("\"\\ud83d\\ude00\"", "😀"),
      ("\"\\ud83d\"", "\u{FFFD}"), ("\"\\ude00\"", "\u{FFFD}"), ("\"\\ud83dx\"", "\u{FFFD}x"),
      ("\"\\ud83d\\u0041\"", "\u{FFFD}A"), ("\"\\ud83d\\ud83d\\ude00\"", "\u{FFFD}😀"),
      ("\"\\ud83d\\n\"", "\u{FFFD}\n"), ("\"a\\u002Fb\"", "a/b"),
    ] as [(String, JSONValue)]
  )
  func accepts(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(
    "a whole number is an integer however it is written, others are the nearest double",
    arguments: [
      ("0", .integer(0)), ("-0", .integer(0)), ("-0.0", .integer(0)), ("1.0", .integer(1)),
      ("1e3", .integer(1000)), ("12E-1", .double(1.2)), ("1E+2", .integer(100)),
      ("9007199254740993", .integer(9_007_199_254_740_993)),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .double(9.223_372_036_854_775_808e18)), ("0.1", .double(0.1)),
      ("1e308", .double(1e308)), ("4.9e-324", .double(.leastNonzeroMagnitude)),
      ("1e-400", .integer(0)),
      ("1e17", .double(1e17)),
      ("123456789012345678901234567890", .double(1.234_567_890_123_456_8e29)),
    ] as [(String, JSONValue)]
  )
  func numbers(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(
    "what is not RFC 8259 is refused with its place",
    arguments: [
      ("", "line 1, column 1: the document ends too early"),
      (" \n ", "line 2, column 2: the document ends too early"),
      ("nul", "line 1, column 4: expected 'null'"),
      ("True", "line 1, column 1: expected a value"),
      ("NaN", "line 1, column 1: expected a value"),
      ("+1", "line 1, column 1: expected a value"),
      (".5", "line 1, column 1: expected a value"),
      ("-", "line 1, column 2: expected a value"),
      ("-x", "line 1, column 2: expected a value"),
      ("01", "line 1, column 3: a number must not begin with 0"),
      ("-01", "line 1, column 4: a number must not begin with 0"),
      ("1.", "line 1, column 3: expected a digit after '.'"),
      ("1e", "line 1, column 3: expected a digit in the exponent"),
      ("1e+", "line 1, column 4: expected a digit in the exponent"),
      ("1e999", "line 1, column 6: the number is too large"),
      ("0x1", "line 1, column 2: text after the end of the document"),
      ("1 2", "line 1, column 3: text after the end of the document"),
      ("[1,]", "line 1, column 4: expected a value"),
      ("[1 2]", "line 1, column 4: expected ',' or ']'"),
      ("[1", "line 1, column 3: expected ',' or ']'"),
      ("[", "line 1, column 2: the document ends too early"),
      ("]", "line 1, column 1: expected a value"),
      ("{\"a\":1,}", "line 1, column 8: expected a member name"),
      ("{a:1}", "line 1, column 2: expected a member name"),
      ("{\"a\" 1}", "line 1, column 6: expected ':' after the member name"),
      ("{\"a\":1 \"b\":2}", "line 1, column 8: expected ',' or '}'"),
      ("{\"a\"", "line 1, column 5: expected ':' after the member name"),
      ("{1:1}", "line 1, column 2: expected a member name"),
      ("'a'", "line 1, column 1: expected a value"),
      ("\"a", "line 1, column 3: a string is not closed"),
      ("\"a\\", "line 1, column 4: an unknown escape in a string"),
      ("\"\\x\"", "line 1, column 3: an unknown escape in a string"),
      ("\"\\u12g4\"", "line 1, column 6: expected four hexadecimal digits after '\\u'"),
      ("\"\\u12", "line 1, column 6: expected four hexadecimal digits after '\\u'"),
      ("\"a\nb\"", "line 1, column 3: a control character in a string must be escaped"),
      ("\"\\n\u{1}\"", "line 1, column 4: a control character in a string must be escaped"),
      ("[\n  1,\n  tru\n]", "line 3, column 6: expected 'true'"),
      ("// no\n1", "line 1, column 1: expected a value"),
      ("\u{FEFF}1", "line 1, column 1: expected a value"),
    ]
  )
  func refuses(text: String, sentence: String) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
    #expect(error?.description == sentence)
  }

  @Test(
    "bytes that are no UTF-8 are refused inside strings, with escapes and without",
    arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]
  )
  func invalidUTF8(bytes: [UInt8]) {
    for prefix in ["", "\\n"] {
      let text = Array("\"\(prefix)".utf8) + bytes + Array("\"".utf8)
      let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
      #expect(error?.problem == "a string is not UTF-8")
    }
  }

  @Test("512 levels are read, more are refused before the stack ends")
  func depth() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(try JSONValue(parsing: nested(512)) != .null)
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(100_000)) }
    #expect(error?.description == "line 1, column 513: more than 512 levels")
  }

  @Test("of two members with one name the last stays, and the document knows which were twice")
  func duplicates() throws {
    let text = """
      {"a": 1, "b": [{"c": 1, "c": 2, "c": 3}, {"c": 1}], "a": 2,
       "labels": {"app.kubernetes.io/name": "x", "app.kubernetes.io/name": "y"}, "e\u{301}": 1, "é": 2}
      """
    let document = try JSONDocument(parsing: Array(text.utf8))
    #expect(document.value == (try JSONValue(parsing: text)))
    #expect(document.value["a"] == 2)
    #expect(document.value["b"]?[0]?["c"] == 3)
    #expect(
      document.duplicateFields.map(\.description)
        == ["b[0].c", "labels[app.kubernetes.io/name]", "a"]
    )
  }

  @Test("keys differ when their bytes differ, even where people see one letter")
  func keyBytes() throws {
    let value = try JSONValue(parsing: "{\"e\u{301}\": 1, \"é\": 2}")
    #expect(value.objectValue?.count == 2)
    #expect(value["é"] == 2)
    #expect(value["e\u{301}"] == 1)
  }
}
