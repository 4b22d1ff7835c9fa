import APIMachinery
import KubernetesClient
import Testing
import Transport

/// A proxy that answers in the API server's stead, as those do that want somebody to log in.
struct WebPageTests {
  private struct Proxy: HTTPHandler {
    let status: Int
    let headers: HTTPHeaders
    let body: String

    func respond(to request: HTTPRequest) async -> StreamedResponse {
      let head = HTTPResponseHead(status: status, headers: headers)
      return StreamedResponse(HTTPResponse(head: head, body: Array(body.utf8)))
    }
  }

  private static let html: HTTPHeaders = ["Content-Type": "text/html; charset=utf-8"]
  private static let page = """
    <!DOCTYPE html>
    <html><head><title>
      Sign in to "Corp"
    </title></head></html>
    """

  private func sentences(_ proxy: Proxy) async -> [String] {
    let client = KubernetesClient(transport: InMemory(handler: proxy), origin: "https://h")
    var sentences: [String] = []
    do {
      _ = try await client.list(.pods)
    } catch {
      sentences.append("\(error)")
    }
    do {
      _ = try await client.watch(
        .pods,
        .all,
        WatchOptions(resourceVersion: "1", timeout: .seconds(300))
      )
    } catch {
      sentences.append("\(error)")
    }
    return sentences
  }

  private struct InMemory: HTTPTransport {
    let handler: any HTTPHandler

    func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
      let response = await handler.respond(to: request)
      return HTTPResponse(head: response.head, body: try await response.body.collect(upTo: 9_999))
    }

    func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
      await handler.respond(to: request)
    }
  }

  @Test("a page in the place of a list, or of a watch, is told apart from an API server's answer")
  func success() async {
    let sentences = await sentences(Proxy(status: 200, headers: Self.html, body: Self.page))
    #expect(
      sentences
        == ["list", "watch"].map {
          "cannot \($0) pods: the answer is not what the Kubernetes API promises (it is a web page, "
            + "such as the login page of a proxy); "
            + "check that the server address is that of a Kubernetes API server"
        }
    )
  }

  @Test(
    "a page as a refusal is named by its title, and sending us on is not followed",
    arguments: [
      (
        403, html, page,
        #"the server answered 403 with a web page titled "Sign in to \"Corp\""; "#
          + "check the server address and the proxy on the way to it"
      ),
      (
        502, html, "<html><body>Bad Gateway",
        "the server answered 502 with a web page; "
          + "retry, and look at the API server's log if it stays"
      ),
      (
        302, ["Location": "https://login.corp/?next=%2Fapi"], "",
        "the server sends us on to https://login.corp/?next=%2Fapi; "
          + "check the server address and the proxy on the way to it"
      ),
    ] as [(Int, HTTPHeaders, String, String)]
  )
  func refusal(status: Int, headers: HTTPHeaders, body: String, sentence: String) async {
    let sentences = await sentences(Proxy(status: status, headers: headers, body: body))
    #expect(sentences == ["cannot list pods: \(sentence)", "cannot watch pods: \(sentence)"])
  }
}
