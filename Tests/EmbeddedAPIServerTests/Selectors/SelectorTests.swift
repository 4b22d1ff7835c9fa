import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Selectors")
struct SelectorTests {
  private let pods = "/api/v1/namespaces/default/pods"

  private static let labelled: [(name: String, labels: JSONValue)] = [
    ("a", ["app": "web", "tier": "x", "rank": "3"]), ("b", ["app": "db", "rank": "12"]),
    ("c", ["tier": "y"]), ("d", ["app": ""]),
  ]

  @Test(
    "labels select with every operator of the grammar",
    arguments: [
      ("", "abcd"), ("app=web", "a"), ("app==web", "a"), ("app = web", "a"), ("app!=web", "bcd"),
      ("app in (web,db)", "ab"), ("app in(web)", "a"), ("app notin (web, db)", "cd"),
      ("app", "abd"), ("!app", "c"), ("! app", "c"), ("app=", "d"), ("app in ()", "d"),
      ("app in (,web)", "ad"), ("app notin ()", "abc"), ("rank>3", "b"), ("rank<4", "a"),
      ("app=web,tier=x", "a"), ("app,!tier", "bd"), ("in", ""), ("notin in (a)", ""),
      ("a-b.c/d_e", ""),
    ]
  )
  func labels(selector: String, expected: String) async {
    let server = TestServer()
    for pod in Self.labelled {
      _ = await server.send(.post, pods, Samples.pod(pod.name, labels: pod.labels))
    }
    let reply = await server.send(.get, pods + "?labelSelector=" + encoded(selector))
    #expect(reply.items.map(\.name).joined() == expected)
  }

  @Test(
    "a label selector that is none is refused in apimachinery's words",
    arguments: [
      ("=b", "found '=', expected: !, identifier, or 'end of string'"),
      (",", "found ',', expected: !, identifier, or 'end of string'"),
      ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
      ("a in", "unable to parse requirement: found '' expected: '('"),
      ("a in x", "unable to parse requirement: found 'x' expected: '('"),
      ("a in (x", "unable to parse requirement: found '', expected: ',' or ')'"),
      ("a in (x=)", "unable to parse requirement: found '=', expected: ',' or ')'"),
      ("a in (=", "unable to parse requirement: found '=', expected: ',', ')' or identifier"),
      ("a=b=c", "found '=', expected: ',' or 'end of string'"),
      ("a,", "found '', expected: identifier after ','"),
      ("!", "unable to parse requirement: found '', expected: identifier"),
      ("a==!", "unable to parse requirement: found '!', expected: identifier"),
      (
        "a>x",
        "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the "
          + "value must be an integer"
      ),
      (
        "a=-b",
        "unable to parse requirement: values[0][a]: Invalid value: \"-b\": a valid label must be an empty "
          + "string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
          + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
          + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
      ),
      (
        "-a",
        "unable to parse requirement: <nil>: Invalid value: \"-a\": name part must consist of alphanumeric "
          + "characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. "
          + "'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
          + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
      ),
    ]
  )
  func badLabels(selector: String, message: String) async {
    let reply = await TestServer().send(.get, pods + "?labelSelector=" + encoded(selector))
    #expect(reply.status == 400)
    #expect(reply.reason == "BadRequest")
    #expect(reply.message == message)
  }

  @Test(
    "fields select where a kind offers them",
    arguments: [
      ("pods", "metadata.name=a", "a"), ("pods", "metadata.name!=a", "bcd"),
      ("pods", "metadata.namespace=default,metadata.name==b", "b"),
      ("pods", "spec.restartPolicy=Always", "abcd"), ("pods", "spec.hostNetwork=false", "abcd"),
      ("pods", "status.phase!=Pending", ""), ("services", "spec.type=ClusterIP", "s"),
      ("services", "spec.clusterIP=None", ""),
    ]
  )
  func fields(plural: String, selector: String, expected: String) async {
    let server = TestServer()
    for pod in Self.labelled { _ = await server.send(.post, pods, Samples.pod(pod.name)) }
    let path = "/api/v1/namespaces/default/"
    _ = await server.send(.post, path + "services", Samples.service("s"))
    let reply = await server.send(.get, path + plural + "?fieldSelector=" + encoded(selector))
    #expect(reply.items.map(\.name).joined() == expected)
  }

  @Test(
    "other fields are refused, each family of kinds in its own words",
    arguments: [
      ("/api/v1/pods", "spec.foo=1", "field label not supported: spec.foo"),
      ("/api/v1/nodes", "metadata.namespace=x", "field label not supported: metadata.namespace"),
      (
        "/apis/apps/v1/deployments", "spec.replicas=1",
        "\"spec.replicas\" is not a known field selector: only \"metadata.name\", "
          + "\"metadata.namespace\""
      ),
      ("/apis/example.com/v1/widgets", "spec.size=1", "field label not supported: spec.size"),
      (
        "/apis/events.k8s.io/v1/events", "involvedObject.kind=Pod",
        "field label not supported: involvedObject.kind"
      ),
      ("/api/v1/pods", "a=b=c", "invalid selector: 'a=b=c'; can't understand 'a=b=c'"),
      ("/api/v1/pods", "a=b,c", "invalid selector: 'a=b,c'; can't understand 'c'"),
    ]
  )
  func badFields(path: String, selector: String, message: String) async {
    let server = TestServer()
    _ = await server.send(
      .post,
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
      Samples.widgets
    )
    let reply = await server.send(.get, path + "?fieldSelector=" + encoded(selector))
    #expect(reply.status == 400)
    #expect(reply.message == message)
  }

  @Test("the watch of one object by its own path takes no other name")
  func ownPath() async {
    let server = TestServer()
    _ = await server.send(.post, pods, Samples.pod("a"))
    _ = await server.send(.post, pods, Samples.pod("b"))
    let watch = await server.watch(pods + "/b?watch=1")
    _ = await server.send(.delete, pods + "/a")
    _ = await server.send(.delete, pods + "/b")
    #expect(await watch.next(2) == ["ADDED b", "DELETED b"])
    let refused = await server.send(.get, pods + "/b?watch=1&fieldSelector=metadata.name%3Da")
    #expect(refused.message == "fieldSelector metadata.name doesn't match requested name")
  }

  private func encoded(_ selector: String) -> String {
    selector.utf8.map { byte in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
