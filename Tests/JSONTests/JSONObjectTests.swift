import JSON
import Testing

@Suite struct JSONObjectTests {
  @Test("members stay sorted through every change")
  func changes() {
    var object: JSONObject = ["c": 3, "a": 1]
    object["b"] = 2
    object["a"] = 0
    object["c"] = nil
    object["x"] = nil
    #expect(object == ["a": 0, "b": 2])
    #expect(object.keys == ["a", "b"])
    #expect(object["c"] == nil)
  }

  @Test("of two members with one key the later one stays")
  func laterWins() {
    let object = JSONObject([
      .init(key: "b", value: 1), .init(key: "a", value: 1), .init(key: "b", value: 2),
    ])
    #expect(object == ["a": 1, "b": 2])
    #expect(object.merging(["b": 3, "c": 4]) == ["a": 1, "b": 3, "c": 4])
  }

  @Test("setting a member makes an object of null and leaves other values alone")
  func memberOfValue() {
    var value = JSONValue.null
    value["a"] = 1
    #expect(value == ["a": 1])
    value["a"] = nil
    #expect(value == [:])
    var text: JSONValue = "text"
    text["a"] = 1
    #expect(text == "text")
  }
}
