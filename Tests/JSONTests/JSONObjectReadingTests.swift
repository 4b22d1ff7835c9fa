import JSON
import Testing

/// The reader knows the sequences of keys that it has seen: whatever it has seen, objects must come out the same.
@Suite struct JSONObjectReadingTests {
  /// Some are alike at their beginning or end, some need escapes, some look equal to people.
  private static let keys = [
    "", "a", "name", "names", "nam", "kind", "metadata", "spec", "é", "e\u{301}", "a\"b", "a\\",
    "\n", "terminationMessagePath", "terminationMessagePolicy", "app.kubernetes.io/name",
    "app.kubernetes.io/part",
  ]

  @Test("members in any order, with keys twice, are those that JSONObject makes", arguments: 0..<20)
  func anyOrder(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let members = (0..<3).map { _ in Self.members(using: &random) }
      let text = "[\(members.map { Self.text($0, using: &random) }.joined(separator: ","))]"
      let expected = JSONValue.array(members.map { .object(JSONObject($0)) })
      let document = try JSONDocument(parsing: Array(text.utf8))
      #expect(document.value == expected)
      #expect(document.value.jsonBytes == expected.jsonBytes)
      let duplicates = members.enumerated().flatMap { index, members in
        Self.duplicateKeys(members).map { FieldPath([.index(index), .key($0)]) }
      }
      #expect(document.duplicateFields == duplicates)
    }
  }

  @Test("objects of more keys than the reader remembers are read", arguments: [63, 64, 65, 5000])
  func manyKeys(count: Int) throws {
    let members = (0..<count).map { JSONObject.Member(key: "key-\($0)", value: .string("\($0)")) }
    let texts = members.map { "\"\($0.key)\":\($0.value.jsonText)" }
    let text = "{\(texts.joined(separator: ","))}"
    for _ in 0..<2 {
      #expect(try JSONValue(parsing: text) == .object(JSONObject(members)))
    }
  }

  @Test("more kinds of objects than the reader remembers are read")
  func manyShapes() throws {
    let objects = (0..<5000).map { JSONValue.object(["z\($0)": 1, "a": ["y\($0)": 2]]) }
    let value = JSONValue.array(objects)
    #expect(try JSONValue(parsing: value.jsonBytes) == value)
    #expect(try JSONValue(parsing: value.prettyJSONText) == value)
  }

  @Test("readers on several threads do not disturb each other")
  func threads() async throws {
    await withTaskGroup(of: Bool.self) { group in
      for seed in UInt64(0)..<16 {
        group.addTask {
          var random = SeededGenerator(seed: seed)
          return (0..<100).allSatisfy { _ in
            let value = JSONValue.random(depth: 5, using: &random)
            return (try? JSONValue(parsing: value.jsonBytes)) == value
          }
        }
      }
      for await isSame in group { #expect(isSame) }
    }
  }

  @Test("objects with the same keys change each for itself")
  func sharedKeys() throws {
    let value = try JSONValue(parsing: "[{\"b\":1,\"a\":1},{\"b\":2,\"a\":2}]")
    var first = try #require(value[0])
    first["c"] = 3
    first["a"] = nil
    #expect(first == ["b": 1, "c": 3])
    #expect(value == [["a": 1, "b": 1], ["a": 2, "b": 2]])
    #expect(value[1]?.objectValue?.members.map(\.key) == ["a", "b"])
    #expect(value[1]?.objectValue?.members.map(\.value) == [2, 2])
  }

  @Test("a document that ends at any byte before its last is refused")
  func truncated() throws {
    let text = """
      {"kind":"Pod","metadata":{"name":"a\\u00e9\\n","labels":{"app.kubernetes.io/name":"日本"}},
       "spec":{"containers":[{"name":"app","ports":[{"port":8080}]},{"name":"b","ports":[{"port":-1.5e3}]}],
       "ok":[true,false,null]},"status":{}}
      """
    let bytes = Array(text.utf8)
    _ = try JSONValue(parsing: bytes)
    for end in bytes.indices {
      #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: Array(bytes[..<end])) }
    }
  }

  private static func members(using random: inout SeededGenerator) -> [JSONObject.Member] {
    (0..<Int.random(in: 0..<9, using: &random)).map { index in
      JSONObject.Member(
        key: keys[Int.random(in: 0..<keys.count, using: &random)],
        value: .integer(Int64(index))
      )
    }
  }

  private static func text(
    _ members: [JSONObject.Member],
    using random: inout SeededGenerator
  ) -> String {
    let space = Bool.random(using: &random) ? " " : ""
    let texts = members.map { member in
      "\(JSONValue.string(member.key).jsonText)\(space):\(space)\(member.value.jsonText)"
    }
    return "{" + texts.joined(separator: "\(space),\(space)") + "}"
  }

  private static func duplicateKeys(_ members: [JSONObject.Member]) -> [String] {
    JSONObject(members).keys.filter { key in
      members.count { Array($0.key.utf8) == Array(key.utf8) } > 1
    }
  }
}
