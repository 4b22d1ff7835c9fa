import APIMachinery
import JSON
import KubernetesClient
import Testing
import Transport

struct ResponseDecodingTests {
  private let request = APIRequest.get(.pods, ObjectKey(namespace: "a", name: "p"))

  private func response(
    _ status: Int,
    _ body: String,
    _ headers: HTTPHeaders = [:]
  ) -> HTTPResponse {
    HTTPResponse(
      head: HTTPResponseHead(status: status, headers: headers),
      body: Array(body.utf8)
    )
  }

  private func error(_ response: HTTPResponse) -> APIError? {
    do throws(APIError) {
      _ = try request.json(of: response, credentials: "k.yaml")
      return nil
    } catch {
      return error
    }
  }

  @Test("a success is its JSON")
  func success() throws {
    let json = try request.json(of: response(200, #"{"a":1}"#), credentials: "")
    #expect(json == ["a": 1])
  }

  @Test("a refusal is the server's Status, and its HTTP code wins")
  func refusal() throws {
    let body = #"{"kind":"Status","apiVersion":"v1","reason":"NotFound","message":"no","code":0}"#
    let status = try #require(error(response(404, body))?.status)
    #expect(status == APIStatus(code: 404, reason: "NotFound", message: "no"))
  }

  @Test("Retry-After is heeded when the Status has none")
  func retryAfter() {
    let error = error(response(429, "slow down", ["Retry-After": "7"]))
    #expect(error?.retryAfter == .seconds(7))
  }

  @Test(
    "a refusal that is no Status still says something",
    arguments: [
      (502, "Bad Gateway\nsecond line", "Bad Gateway"),
      (503, "", "the server answered 503 without saying why"),
    ]
  )
  func page(code: Int, body: String, message: String) {
    let error = error(response(code, body))
    #expect(error?.status?.message == message)
    #expect(error?.statusCode == code)
  }

  @Test("a success that is not JSON is malformed, with the place")
  func malformed() {
    let sentence = error(response(200, "<html>"))?.description ?? ""
    #expect(sentence.hasPrefix("cannot get pods a/p: the answer is not what the Kubernetes API"))
    #expect(sentence.contains("line 1, column 1"))
  }

  @Test("list items get the type that real servers leave out")
  func list() throws {
    let request = APIRequest.list(.pods)
    let json: JSONValue = [
      "metadata": ["resourceVersion": "12", "continue": "t"],
      "items": [["metadata": ["name": "p", "namespace": "a"]]],
    ]
    let list = try request.list(of: .pods, in: json)
    #expect(list.resourceVersion == "12")
    #expect(list.continueToken == "t")
    #expect(list.items.map(\.kind) == ["Pod"])
    #expect(list.items.map(\.apiVersion) == ["v1"])
  }

  @Test("an empty continue token is no token")
  func lastPage() throws {
    let json: JSONValue = ["metadata": ["continue": "", "resourceVersion": "1"], "items": .null]
    let list = try APIRequest.list(.pods).list(of: .pods, in: json)
    #expect(list == ObjectList(items: [], resourceVersion: "1"))
  }

  @Test("discovery names the types and leaves subresources out")
  func discovery() throws {
    let json: JSONValue = [
      "resources": [
        ["name": "deployments", "kind": "Deployment", "namespaced": true],
        ["name": "deployments/scale", "kind": "Scale", "namespaced": true],
      ]
    ]
    let request = APIRequest.discover(group: "apps", version: "v1")
    #expect(try request.types(group: "apps", version: "v1", in: json) == [.deployments])
  }

  @Test("an object without a name is malformed")
  func nameless() {
    #expect(throws: APIError.malformed("an object without metadata.name", for: request.operation)) {
      try request.object(in: ["kind": "Pod"])
    }
  }
}
