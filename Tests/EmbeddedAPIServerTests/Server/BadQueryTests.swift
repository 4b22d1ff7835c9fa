import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

/// Query parameters that cannot be understood, with the sentences of apimachinery's parsers.
@Suite("Bad queries")
struct BadQueryTests {
  private static let pods = "/api/v1/namespaces/default/pods"

  @Test(
    "a label selector is refused where Go's parser stumbles",
    arguments: [
      ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
      ("a in b", "unable to parse requirement: found 'b' expected: '('"),
      ("a in (b", "unable to parse requirement: found '', expected: ',' or ')'"),
      ("a=b,", "found '', expected: identifier after ','"),
      ("a=b)", "found ')', expected: ',' or 'end of string'"),
      (",a", "found ',', expected: !, identifier, or 'end of string'"),
      ("a=(", "unable to parse requirement: found '(', expected: identifier"),
      ("!=b", "found '!=', expected: !, identifier, or 'end of string'"),
      (
        "a>b",
        "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the "
          + "value must be an integer"
      ),
      (
        "-a=b",
        "unable to parse requirement: <nil>: Invalid value: \"-a\": name part must consist of "
          + "alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
          + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
          + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
      ),
      (
        "a=-b",
        "unable to parse requirement: values[0][a]: Invalid value: \"-b\": a valid label must be an "
          + "empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end "
          + "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
          + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
      ),
    ]
  )
  func labelSelectors(selector: String, message: String) async {
    let query = selector.map { $0.isLetter || $0 == "-" ? String($0) : Self.escaped($0) }.joined()
    let reply = await TestServer().send(.get, Self.pods + "?labelSelector=" + query)
    #expect(reply.status == 400)
    #expect(reply.reason == "BadRequest")
    #expect(reply.message == message)
  }

  @Test(
    "selectors that Go takes are taken",
    arguments: ["", "a", "!a", "a in (b,c)", "a notin ()", "a==b,c!=d"]
  )
  func goodSelectors(selector: String) async {
    let query = selector.map { $0.isLetter ? String($0) : Self.escaped($0) }.joined()
    let reply = await TestServer().send(.get, Self.pods + "?labelSelector=" + query)
    #expect(reply.status == 200, "\(reply.message)")
  }

  private static func escaped(_ character: Character) -> String {
    character.utf8.map { byte in
      let code = String(byte, radix: 16, uppercase: true)
      return byte < 16 ? "%0\(code)" : "%\(code)"
    }.joined()
  }

  @Test(
    "other parameters are refused by whoever reads them",
    arguments: [
      (pods, "fieldSelector=nope%3D1", 400, "BadRequest", "field label not supported: nope"),
      (
        "/api/v1/configmaps", "fieldSelector=nope%3D1", 400, "BadRequest",
        "\"nope\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
      ),
      (
        pods, "fieldSelector=nope", 400, "BadRequest",
        "invalid selector: 'nope'; can't understand 'nope'"
      ),
      (
        pods, "limit=x", 400, "BadRequest",
        "strconv.ParseInt: parsing \"x\": invalid syntax"
      ),
      (
        pods, "watch=1&timeoutSeconds=soon", 400, "BadRequest",
        "strconv.ParseInt: parsing \"soon\": invalid syntax"
      ),
      (
        pods, "resourceVersion=abc", 500, "",
        "resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax"
      ),
      (
        pods, "resourceVersionMatch=Exact", 422, "Invalid",
        "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: "
          + "resourceVersionMatch is forbidden unless resourceVersion is provided"
      ),
    ]
  )
  func parameters(
    path: String,
    query: String,
    code: Int,
    reason: String,
    message: String
  ) async {
    let reply = await TestServer().send(.get, "\(path)?\(query)")
    #expect(reply.status == code)
    #expect(reply.reason == reason)
    #expect(reply.message == message)
  }

  @Test(
    "an answer that nobody can accept names what could be had",
    arguments: [
      (pods, "application/json, application/yaml, application/vnd.kubernetes.protobuf"),
      (
        "/apis/gateway.networking.k8s.io/v1/namespaces/default/gateways",
        "application/json, application/yaml"
      ),
    ]
  )
  func notAcceptable(path: String, types: String) async {
    let server = TestServer(configuration: .init(installsGatewayAPI: true))
    let reply = await server.send(.get, path, accept: "text/html")
    #expect(reply.status == 406)
    #expect(reply.reason == "NotAcceptable")
    #expect(reply.message == "only the following media types are accepted: \(types)")
  }

  @Test("protobuf first and JSON second gets JSON; YAML is written when nothing else will do")
  func preferences() async {
    let server = TestServer()
    let both = await server.send(
      .get,
      Self.pods,
      accept: "application/vnd.kubernetes.protobuf,application/json"
    )
    #expect(both.headers["Content-Type"] == "application/json")
    let yaml = await server.send(.get, Self.pods, accept: "application/yaml")
    #expect(yaml.headers["Content-Type"] == "application/yaml")
    #expect(yaml.text.hasPrefix("apiVersion: v1\nitems: []\nkind: PodList\n"))
  }

  @Test("people get lines to read, programs one line")
  func pretty() async {
    let server = TestServer()
    let asked = await server.send(.get, "/version?pretty=true")
    #expect(asked.text.hasPrefix("{\n  \"buildDate\""))
    let curl = await server.send(.get, "/version", userAgent: "curl/8.5.0")
    #expect(curl.text == asked.text)
    let program = await server.send(.get, "/version")
    #expect(!program.text.contains("\n"))
  }

  @Test(
    "an apply must name its object and its manager",
    arguments: [
      (
        "fieldManager=m", ["apiVersion": "v1", "kind": "ConfigMap", "metadata": [:]], 400,
        "the name of the object (a based on URL) was undeterminable: name must be provided"
      ),
      (
        "", ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"]], 422,
        "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch"
      ),
    ] as [(String, JSONValue, Int, String)]
  )
  func applies(query: String, body: JSONValue, code: Int, message: String) async {
    let reply = await TestServer().send(
      .patch,
      "/api/v1/namespaces/default/configmaps/a?\(query)",
      body,
      type: "application/apply-patch+yaml"
    )
    #expect(reply.status == code)
    #expect(reply.message == message)
  }
}
