import JSON
import Testing
import YAML

@Suite struct YAMLReadingTests {
  @Test("a manifest with several documents gives one value for each, without the empty ones")
  func documents() throws {
    let text = """
      # a comment
      ---
      kind: A
      ---
      ---
      # nothing here
      ---
      kind: B
      list: [1, two, {three: 3}]
      ...
      ---
      null
      """
    #expect(
      try YAML.parse(text) == [["kind": "A"], ["kind": "B", "list": [1, "two", ["three": 3]]]]
    )
    #expect(try YAML.parse("") == [])
    #expect(try YAML.parse("\u{FEFF}a: 1") == [["a": 1]])
  }

  @Test(
    "unquoted words mean what go-yaml v2 makes of them",
    arguments: [
      ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null),
      ("nULL", "nULL"),
      ("true", true), ("True", true), ("TRUE", true), ("tRue", "tRue"), ("yes", true),
      ("Yes", true),
      ("on", true), ("y", true), ("Y", true), ("no", false), ("NO", false), ("off", false),
      ("n", false),
      ("false", false), ("yeah", "yeah"), ("nope", "nope"), ("=", "="),
      ("fisica:1.0", "fisica:1.0"),
    ] as [(String, JSONValue)]
  )
  func words(text: String, value: JSONValue) throws {
    #expect(try YAML.parse("v: \(text)") == [["v": value]])
  }

  @Test(
    "unquoted numbers mean what go-yaml v2 makes of them",
    arguments: [
      ("0", 0), ("-0", 0), ("7", 7), ("+7", 7), ("-7", -7), ("1_000", 1000), ("010", 8),
      ("-010", -8),
      ("0o10", 8), ("08", 8), ("0x1F", 31), ("-0x1f", -31), ("0X1f", 31), ("0x", "0x"),
      ("0b101", 5),
      ("0b12", "0b12"), ("0o8", "0o8"), ("9223372036854775807", 9_223_372_036_854_775_807),
      ("9223372036854775808", 9.223_372_036_854_775_808e18),
      ("0xFFFFFFFFFFFFFFFF", 1.844_674_407_370_955_2e19), ("1.5", 1.5), ("1.", 1), (".5", 0.5),
      ("-.5", -0.5), ("1e3", 1000), ("1.5E-3", 0.0015), ("1e", "1e"), (".", "."), ("..", ".."),
      ("-", "-"),
      ("1e999", "1e999"), ("1.2.3", "1.2.3"), ("500m", "500m"), ("1Gi", "1Gi"), ("1:30", "1:30"),
      ("._5", "._5"), ("_1", "_1"), ("1__0", 10), ("2026-01-31", "2026-01-31"),
      ("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"), ("١", "١"),
    ] as [(String, JSONValue)]
  )
  func numbers(text: String, value: JSONValue) throws {
    #expect(try YAML.parse("v: [\(text)]") == [["v": [value]]])
  }

  @Test("quoted and block text is text, whatever it says")
  func quotedText() throws {
    let text = """
      a: "true"
      b: '0x1f'
      c: |
        1
      d: >-
        folded
        words
      e: "\\u00e9\\n"
      """
    #expect(
      try YAML.parse(text) == [
        ["a": "true", "b": "0x1f", "c": "1\n", "d": "folded words", "e": "é\n"]
      ]
    )
  }

  @Test(
    "a tag decides what the scalar is",
    arguments: [
      ("!!str 5", "5"), ("!!int \"5\"", 5), ("!!float 1", 1), ("!!bool yes", true),
      ("!!null ''", .null),
      ("!!binary aGVsbG8=", "hello"), ("!custom 5", "5"), ("! 5", "5"),
      ("!!timestamp 2026-01-31", "2026-01-31"),
      ("!!seq [1]", [1]),
    ] as [(String, JSONValue)]
  )
  func tags(text: String, value: JSONValue) throws {
    #expect(try YAML.parse("v: \(text)") == [["v": value]])
  }

  @Test("keys that are no text become the text that JSON would print")
  func keys() throws {
    let text = "{1: a, true: b, 1.5: c, \"2\": d, 0x10: e, 2026-01-31: f, [g]: h}"
    #expect(throws: YAMLError.self) { try YAML.parse(text) }
    let readable = "{1: a, on: b, 1.5: c, \"2\": d, 0x10: e, 2026-01-31: f}"
    #expect(
      try YAML.parse(readable) == [
        ["1": "a", "true": "b", "1.5": "c", "2": "d", "16": "e", "2026-01-31": "f"]
      ]
    )
  }

  @Test("an alias repeats its anchor, also as a key, and anchors end with their document")
  func aliases() throws {
    #expect(
      try YAML.parse("a: &x {b: 1}\nc: *x\nd: &k key\n*k : 2\n")
        == [["a": ["b": 1], "c": ["b": 1], "d": "key", "key": 2]]
    )
    #expect(throws: YAMLError.self) { try YAML.parse("a: &x 1\n---\nb: *x\n") }
  }

  @Test("members that stand in a mapping win over merged ones, and earlier merged ones over later")
  func merging() throws {
    let text = """
      one: &one {a: 1, b: 1}
      two: &two {b: 2, c: 2}
      after: {b: 0, <<: *one}
      before: {<<: *one, b: 0}
      both: {<<: [*one, *two]}
      quoted: {"<<": *one}
      """
    let document = try #require(try YAML.parse(text).first)
    #expect(document["after"] == ["a": 1, "b": 0])
    #expect(document["before"] == ["a": 1, "b": 0])
    #expect(document["both"] == ["a": 1, "b": 1, "c": 2])
    #expect(document["quoted"] == ["<<": ["a": 1, "b": 1]])
  }

  @Test("JSON is YAML")
  func json() throws {
    #expect(
      try YAML.parse("{\"a\": [1, 2.5, null, true, \"\\u00e9\\/\"], \"b\": {}}\n")
        == [["a": [1, 2.5, .null, true, "é/"], "b": [:]]]
    )
  }
}
