import JSON
import Testing

@Suite struct JSONMergePatchTests {
  @Test(
    "the examples of RFC 7386 give what it says",
    arguments: [
      (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
      (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
      (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#),
      (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
      (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
      (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
      (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
      (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
      (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
      (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, #"null"#, #"null"#),
      (#"{"a":"foo"}"#, #""bar""#, #""bar""#), (#"{"e":null}"#, #"{"a":1}"#, #"{"a":1,"e":null}"#),
      (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
      (#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    ]
  )
  func examples(document: String, patch: String, result: String) throws {
    let merged = try JSONValue(parsing: document).merging(patch: JSONValue(parsing: patch))
    #expect(merged.jsonText == result)
  }

  @Test("the merge patch between two documents names only what differs")
  func smallest() {
    let old: JSONValue = ["spec": ["a": 1, "b": [1], "c": ["d": 1, "e": 2]], "x": 1]
    let new: JSONValue = ["spec": ["a": 1, "b": [2], "c": ["d": 1, "e": 3]], "y": [:]]
    #expect(
      JSONValue.mergePatch(from: old, to: new)
        == ["spec": ["b": [2], "c": ["e": 3]], "x": .null, "y": [:]]
    )
    #expect(JSONValue.mergePatch(from: old, to: old) == [:])
  }

  @Test("a document merged with the patch to another becomes the other", arguments: 0..<20)
  func roundTrip(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let old = JSONValue.random(depth: 4, using: &random)
      let new = JSONValue.random(depth: 4, nullMembers: false, using: &random)
      #expect(old.merging(patch: JSONValue.mergePatch(from: old, to: new)) == new)
    }
  }
}
