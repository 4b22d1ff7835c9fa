import Testing
import Transport

@Suite("HTTPRequest and HTTPResponseHead")
struct HTTPRequestTests {
  @Test(
    "the target splits at its first question mark",
    arguments: [
      ("/api", "/api", ""),
      ("/api?", "/api", ""),
      ("/api?a=b?c", "/api", "a=b?c"),
      ("", "", ""),
    ]
  )
  func split(target: String, path: String, query: String) {
    let request = HTTPRequest(.get, origin: "http://a", target: target)
    #expect(request.path == path)
    #expect(request.query == query)
  }

  @Test("200 to 299 is success", arguments: [(199, false), (200, true), (299, true), (300, false)])
  func success(status: Int, isSuccess: Bool) {
    #expect(HTTPResponseHead(status: status).isSuccess == isSuccess)
  }

  @Test("a watch has no total limit but an idle one; a call has a total limit")
  func limits() {
    #expect(TransferLimits.watch(idle: .seconds(3)).total == nil)
    #expect(TransferLimits.watch(idle: .seconds(3)).idle == .seconds(3))
    #expect(TransferLimits.call.total == .seconds(30))
  }
}
