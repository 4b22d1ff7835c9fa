import JSON
import Testing
import YAML

@Suite struct YAMLWritingTests {
  @Test("a document is printed in the style of kubectl")
  func style() {
    let value: JSONValue = [
      "apiVersion": "v1", "kind": "ConfigMap",
      "metadata": [
        "name": "fisica", "labels": [:], "finalizers": [],
        "creationTimestamp": "2026-01-31T10:00:00Z",
      ],
      "list": [["name": "a", "ports": [80, 8080]], "b", ["c"], 0.5, .null, true],
      "text": "one\ntwo\n", "unended": "one\ntwo",
      "long": .string(Array(repeating: "word", count: 20).joined(separator: " ")),
    ]
    #expect(
      YAML.write(value) == """
        apiVersion: v1
        kind: ConfigMap
        list:
        - name: a
          ports:
          - 80
          - 8080
        - b
        - - c
        - 0.5
        - null
        - true
        long: word word word word word word word word word word word word word word word word
          word word word word
        metadata:
          creationTimestamp: "2026-01-31T10:00:00Z"
          finalizers: []
          labels: {}
          name: fisica
        text: |
          one
          two
        unended: |-
          one
          two

        """
    )
  }

  @Test(
    "text is quoted only where it would be misread",
    arguments: [
      ("plain", "plain"), ("two words", "two words"), ("true", "\"true\""), ("y", "\"y\""),
      ("on", "\"on\""),
      ("Null", "\"Null\""), ("", "\"\""), ("1", "\"1\""), ("0x1f", "\"0x1f\""), ("1e3", "\"1e3\""),
      ("1_0", "\"1_0\""),
      ("500m", "500m"), ("1Gi", "1Gi"), ("1.2.3", "1.2.3"), ("10.0.0.1", "10.0.0.1"),
      ("2026-01-31", "\"2026-01-31\""),
      ("1:30", "\"1:30\""), ("a:b", "a:b"), ("a: b", "'a: b'"), ("a #b", "'a #b'"),
      ("- a", "'- a'"), ("-a", "-a"),
      ("*a", "'*a'"), ("&a", "'&a'"), ("!a", "'!a'"), ("%a", "'%a'"), ("@a", "'@a'"),
      ("`a", "'`a'"), ("{a", "'{a'"),
      ("[a", "'[a'"), ("'a", "'''a'"), ("\"a", "'\"a'"), (" a", "' a'"), ("a ", "'a '"),
      ("#a", "'#a'"), ("---", "'---'"),
      ("a\tb", "\"a\\tb\""), ("<<", "\"<<\""), ("~", "\"~\""), ("é", "é"), ("\u{1}", "\"\\x01\""),
      (".inf", "\".inf\""),
    ]
  )
  func quoting(text: String, printed: String) throws {
    let document = YAML.write(["v": .string(text)])
    #expect(document == "v: \(printed)\n")
    #expect(try YAML.parse(document) == [["v": .string(text)]])
  }

  @Test("several documents stand apart by ---")
  func documents() throws {
    let documents: [JSONValue] = [["a": "x\n\n"], [1], "text\n\n", ["b": 2]]
    #expect(YAML.write(documents: [["a": 1], ["b": 2]]) == "a: 1\n---\nb: 2\n")
    #expect(try YAML.parse(YAML.write(documents: documents)) == documents)
  }

  @Test("whatever is written reads back the same", arguments: 0..<20)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let value = JSONValue.object(["v": JSONValue.random(depth: 4, using: &random)])
      let text = YAML.write(value)
      #expect(try YAML.parse(text) == [value], "\(text)")
    }
  }
}
