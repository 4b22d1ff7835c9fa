import JSON
import Testing

@Suite struct JSONPatchTests {
  @Test(
    "the examples of RFC 6902 give what it says",
    arguments: [
      (
        #"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux"}]"#,
        #"{"baz":"qux","foo":"bar"}"#
      ),
      (
        #"{"foo":["bar","baz"]}"#, #"[{"op":"add","path":"/foo/1","value":"qux"}]"#,
        #"{"foo":["bar","qux","baz"]}"#
      ),
      (#"{"baz":"qux","foo":"bar"}"#, #"[{"op":"remove","path":"/baz"}]"#, #"{"foo":"bar"}"#),
      (
        #"{"foo":["bar","qux","baz"]}"#, #"[{"op":"remove","path":"/foo/1"}]"#,
        #"{"foo":["bar","baz"]}"#
      ),
      (#"{"baz":"qux"}"#, #"[{"op":"replace","path":"/baz","value":"boo"}]"#, #"{"baz":"boo"}"#),
      (
        #"{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}"#,
        #"[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]"#,
        #"{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"#
      ),
      (
        #"{"foo":["all","grass","cows","eat"]}"#,
        #"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#,
        #"{"foo":["all","cows","eat","grass"]}"#
      ),
      (
        #"{"baz":"qux","foo":["a",2,"c"]}"#,
        #"[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]"#,
        #"{"baz":"qux","foo":["a",2,"c"]}"#
      ),
      (
        #"{"foo":"bar"}"#, #"[{"op":"add","path":"/child","value":{"g":{}}}]"#,
        #"{"child":{"g":{}},"foo":"bar"}"#
      ),
      (
        #"{"foo":"bar"}"#, #"[{"op":"add","path":"/b","value":1,"xyz":1}]"#, #"{"b":1,"foo":"bar"}"#
      ),
      (#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":10}]"#, #"{"/":9,"~1":10}"#),
      (
        #"{"foo":["bar"]}"#, #"[{"op":"add","path":"/foo/-","value":["x"]}]"#,
        #"{"foo":["bar",["x"]]}"#
      ),
      (#"{"a":[1]}"#, #"[{"op":"copy","from":"/a","path":"/b"}]"#, #"{"a":[1],"b":[1]}"#),
      (#"{"a":1}"#, #"[{"op":"replace","path":"","value":[]}]"#, #"[]"#),
      (#"{"a":1}"#, #"[{"op":"move","from":"/a","path":"/a"}]"#, #"{"a":1}"#),
      (#"{"a":1}"#, #"[]"#, #"{"a":1}"#),
      (#"{"a":null}"#, #"[{"op":"test","path":"/a","value":null}]"#, #"{"a":null}"#),
      (#"{"a":{}}"#, #"[{"op":"test","path":"/a/b","value":null}]"#, #"{"a":{}}"#),
    ]
  )
  func examples(document: String, patch: String, result: String) throws {
    let patch = try JSONPatch(json: JSONValue(parsing: patch))
    #expect(try patch.apply(to: JSONValue(parsing: document)).jsonText == result)
    #expect(try JSONPatch(json: patch.json) == patch)
  }

  @Test(
    "a patch that does not fit is refused in the words of the API server",
    arguments: [
      (#"[{"op":"test","path":"/spec/x","value":2}]"#, "testing value /spec/x failed: test failed"),
      (
        #"[{"op":"test","path":"/spec/x","value":null}]"#,
        "testing value /spec/x failed: test failed"
      ),
      (
        #"[{"op":"test","path":"/no/y","value":null}]"#, "testing value /no/y failed: test failed"
      ),
      (
        #"[{"op":"add","path":"/a/b","value":1}]"#,
        #"add operation does not apply: doc is missing path: "/a/b": missing value"#
      ),
      (
        #"[{"op":"add","path":"/list/4","value":1}]"#,
        #"add operation does not apply: doc is missing path: "/list/4": missing value"#
      ),
      (
        #"[{"op":"remove","path":"/spec/y"}]"#,
        #"remove operation does not apply: doc is missing path: "/spec/y": missing value"#
      ),
      (
        #"[{"op":"replace","path":"/spec/y","value":1}]"#,
        #"replace operation does not apply: doc is missing path: "/spec/y": missing value"#
      ),
      (
        #"[{"op":"move","from":"/no","path":"/a"}]"#,
        #"move operation does not apply: doc is missing path: "/no": missing value"#
      ),
      (
        #"[{"op":"move","from":"/spec","path":"/spec/x"}]"#,
        #"move operation does not apply: "/spec/x" is inside "/spec""#
      ),
      (
        #"[{"op":"copy","from":"/spec/x","path":"/no/a"}]"#,
        #"copy operation does not apply: doc is missing path: "/no/a": missing value"#
      ),
      (
        #"[{"op":"merge","path":"/a"}]"#,
        #"operation 0 of the JSON Patch has an unknown op: "merge""#
      ),
      (
        #"[{"op":"add","path":"/a"}]"#, #"operation 0 of the JSON Patch has no valid field "value""#
      ),
      (
        #"[{"op":"add","path":"a","value":1}]"#,
        #"operation 0 of the JSON Patch has no valid field "path""#
      ),
      (
        #"[{"op":"move","path":"/a"}]"#, #"operation 0 of the JSON Patch has no valid field "from""#
      ),
      (#"{"op":"add"}"#, "a JSON Patch is an array of operations, this is of type object"),
    ]
  )
  func refusals(patch: String, sentence: String) throws {
    let document: JSONValue = ["spec": ["x": 1], "list": [1, 2, 3]]
    let json = try JSONValue(parsing: patch)
    let error = #expect(throws: JSONPatchError.self) {
      try JSONPatch(json: json).apply(to: document)
    }
    #expect(error?.description == sentence)
  }
}
