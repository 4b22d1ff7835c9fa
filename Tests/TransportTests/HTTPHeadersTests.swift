import Testing
import Transport

@Suite("HTTPHeaders")
struct HTTPHeadersTests {
  @Test("names compare without regard to case, values keep their order")
  func names() {
    var headers: HTTPHeaders = ["Warning": "a", "Accept": "json"]
    headers.add("warning", "b")
    #expect(headers["WARNING"] == "a")
    #expect(headers.values("Warning") == ["a", "b"])
    #expect(headers["Warnin"] == nil)
  }

  @Test("setting replaces all of a name, nil removes them")
  func setting() {
    var headers: HTTPHeaders = ["A": "1", "a": "2", "B": "3"]
    headers["a"] = "4"
    #expect(headers.fields.map(\.value) == ["3", "4"])
    headers["A"] = nil
    #expect(headers == ["B": "3"])
  }
}
