import JSON
import Testing

@Suite struct JSONPointerTests {
  /// The document of RFC 6901, section 5.
  private let example: JSONValue = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6,
    " ": 7,
    "m~n": 8,
  ]

  @Test(
    "the examples of RFC 6901 address what it says",
    arguments: [
      ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3),
      ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
    ] as [(String, JSONValue)]
  )
  func examples(text: String, value: JSONValue) throws {
    let pointer = try #require(JSONPointer(parsing: text))
    #expect(example[pointer] == value)
    #expect(pointer.description == text)
  }

  @Test("the empty pointer is the whole document")
  func whole() throws {
    var document = example
    let pointer = try #require(JSONPointer(parsing: ""))
    #expect(document[pointer] == example)
    let removed = document.remove(at: pointer)
    #expect(removed == nil)
    let isSet = document.set(1, at: pointer)
    #expect(isSet && document == 1)
  }

  @Test(
    "an address that leads nowhere has no value",
    arguments: [
      "/x", "/foo/2", "/foo/00", "/foo/-", "/foo/-1", "/foo/a", "/foo/0/x", "/foo/", "/foo/٠",
    ]
  )
  func nowhere(text: String) throws {
    #expect(example[try #require(JSONPointer(parsing: text))] == nil)
  }

  @Test("text that is no pointer is refused", arguments: ["foo", " /a", "/a~", "/a~2", "/~~0"])
  func refused(text: String) {
    #expect(JSONPointer(parsing: text) == nil)
  }

  @Test(
    "set replaces, adds a member or appends; it makes no parents",
    arguments: [
      ("/a/0", ["a": [9, 2]]), ("/a/-", ["a": [1, 2, 9]]), ("/a/2", ["a": [1, 2, 9]]),
      ("/b", ["a": [1, 2], "b": 9]), ("/a", ["a": 9]), ("/c/d", nil), ("/a/9", nil),
      ("/a/0/x", nil),
    ] as [(String, JSONValue?)]
  )
  func set(text: String, result: JSONValue?) throws {
    var document: JSONValue = ["a": [1, 2]]
    let isDone = document.set(9, at: try #require(JSONPointer(parsing: text)))
    #expect(isDone == (result != nil))
    #expect(document == result ?? ["a": [1, 2]])
  }

  @Test("remove takes a member or an element out and returns it")
  func remove() {
    var document: JSONValue = ["a": [1, 2], "b": ["c": 1]]
    let removed = [["a", "0"], ["b", "c"], ["b", "c"]].map { document.remove(at: JSONPointer($0)) }
    #expect(removed == [1, 1, nil])
    #expect(document == ["a": [2], "b": [:]])
  }
}
