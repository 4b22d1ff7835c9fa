import JSON
import Testing
import YAML

@Suite struct YAMLErrorTests {
  @Test(
    "an error says where, what and the cure",
    arguments: [
      ("a: 1\na: 2", "line 2, column 1: the key 'a' is already on line 1; keep one of them"),
      ("1: a\n\"1\": b", "line 2, column 1: the key '1' is already on line 1; keep one of them"),
      (
        "a: .inf",
        "line 1, column 4: '.inf' is no number that JSON can carry; write a finite "
          + "number or quote it"
      ),
      ("a: *b", "line 1, column 4: the alias '*b' has no anchor '&b' before it; define one"),
      (
        "a: &b [*b]",
        "line 1, column 8: the alias '*b' stands inside the value that it repeats; "
          + "remove it"
      ),
      (
        "a: !!int five",
        "line 1, column 4: 'five' is tagged !!int but is no whole number; drop the tag"
      ),
      (
        "a: !!binary '*'",
        "line 1, column 4: the value tagged !!binary is not base64 of UTF-8 text; quote "
          + "the text itself"
      ),
      (
        "a: !!binary /w==",
        "line 1, column 4: the value tagged !!binary is not base64 of UTF-8 text; quote "
          + "the text itself"
      ),
      ("? [a]\n: 1", "line 1, column 3: a key must be text, not a list or a mapping"),
      ("~: 1", "line 1, column 1: a key must not be null; quote it"),
      ("<<: 1", "line 1, column 5: '<<' merges a mapping or a list of mappings, nothing else"),
      (
        "a:\n\t- 1",
        "line 2, column 1: found character that cannot start any token; indent with "
          + "spaces, not tabs"
      ),
      ("a: @b", "line 1, column 4: found character that cannot start any token; quote the text"),
      (
        "a: b: c",
        "line 1, column 5: mapping values are not allowed in this context; check the "
          + "indentation, or quote the text if its ':' is part of it"
      ),
      (
        "a: 1\n b: 2",
        "line 2, column 3: mapping values are not allowed in this context; check the "
          + "indentation, or quote the text if its ':' is part of it"
      ),
      (
        "a: \u{1}",
        "line 1, column 4: a control character is not allowed; write it as an escape in "
          + "double quotes"
      ),
      (
        "a: !x!y 1",
        "line 1, column 4: found undefined tag handle while parsing a node that begins "
          + "on line 1"
      ),
      ("%YAML 2.0\n---\na: 1", "line 1, column 1: found incompatible YAML document"),
    ]
  )
  func sentences(text: String, sentence: String) {
    let error = #expect(throws: YAMLError.self) { try YAML.parse(text) }
    #expect(error?.description == sentence)
  }

  @Test(
    "a text that is cut off is said to be cut off",
    arguments: [
      (
        "spec:\n  a: [1, 2",
        "line 3, column 1: the text ends too early: did not find expected ',' or ']' "
          + "while parsing a flow sequence that begins on line 2; is it cut off?"
      ),
      (
        "spec:\n  a: {b: 1",
        "line 3, column 1: the text ends too early: did not find expected ',' or '}' "
          + "while parsing a flow mapping that begins on line 2; is it cut off?"
      ),
      (
        "spec:\n  a: \"quo",
        "line 2, column 10: the text ends too early: found unexpected end of stream "
          + "while scanning a quoted scalar that begins on line 2; is it cut off?"
      ),
      (
        "spec:\n  a: 1\n  tem",
        "line 4, column 1: the text ends too early: could not find expected ':' while "
          + "scanning a simple key that begins on line 3; is it cut off?"
      ),
    ]
  )
  func truncation(text: String, sentence: String) {
    let error = #expect(throws: YAMLError.self) { try YAML.parse(text) }
    #expect(error?.description == sentence)
  }

  @Test("aliases that stand for billions of values are refused")
  func billionLaughs() {
    let lines = (1...9).map { level in
      "l\(level): &l\(level) ["
        + Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ",") + "]"
    }
    let text = (["l0: &l0 [lol]"] + lines).joined(separator: "\n")
    let error = #expect(throws: YAMLError.self) { try YAML.parse(text) }
    #expect(
      error?.problem == "the aliases repeat more than 100000 values; write fewer of them"
    )
  }

  @Test("512 levels are read, more are refused before the stack ends")
  func depth() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(try YAML.parse(nested(512)).count == 1)
    let error = #expect(throws: YAMLError.self) { try YAML.parse(nested(100_000)) }
    #expect(error?.description == "line 1, column 513: more than 512 levels; flatten the document")
  }
}
