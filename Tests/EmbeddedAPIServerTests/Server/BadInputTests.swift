import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

/// What clients send by mistake, and the whole `Status` that kube-apiserver answers with.
@Suite("Bad input")
struct BadInputTests {
  private static let configMaps = "/api/v1/namespaces/default/configmaps"
  private static let deployments = "/apis/apps/v1/namespaces/default/deployments"

  private static func refusal(
    _ code: Int,
    _ reason: String,
    _ message: String,
    details: JSONValue? = nil
  ) -> JSONValue {
    var status: JSONValue = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
      "message": .string(message), "code": .integer(Int64(code)),
    ]
    if !reason.isEmpty { status["reason"] = .string(reason) }
    status["details"] = details
    return status
  }

  struct Body: CustomTestStringConvertible, Sendable {
    let text: String
    let problem: String
    var testDescription: String { String(text.prefix(30)) }
  }

  @Test(
    "a body that is no JSON is refused in the words of Go's scanner",
    arguments: [
      Body(text: "", problem: "unexpected end of JSON input (<empty>)"),
      Body(text: "{", problem: "unexpected end of JSON input ({)"),
      Body(text: #"{"a" 1}"#, problem: #"invalid character '1' after object key ({"a" 1})"#),
      Body(
        text: "{a}",
        problem: "invalid character 'a' looking for beginning of object key string ({a})"
      ),
      Body(
        text: #"{"a":1 "b"}"#,
        problem: #"invalid character '"' after object key:value pair ({"a":1 "b"})"#
      ),
      Body(
        text: #"{"a":[1 2]}"#,
        problem: #"invalid character '2' after array element ({"a":[1 2]})"#
      ),
      Body(
        text: #"{"a":tru}"#,
        problem: #"invalid character '}' in literal true (expecting 'e') ({"a":tru})"#
      ),
      Body(text: "{} x", problem: "invalid character 'x' after top-level value ({} x)"),
      Body(
        text: "nope",
        problem: "invalid character 'o' in literal null (expecting 'u') (6e6f7065)"
      ),
      Body(
        text: #"{"a":"\q"}"#,
        problem: #"invalid character 'q' in string escape code ({"a":"\q"})"#
      ),
      Body(
        text: #"{"a":1.}"#,
        problem: #"invalid character '}' after decimal point in numeric literal ({"a":1.})"#
      ),
    ]
  )
  func invalidJSON(body: Body) async {
    let reply = await TestServer().send(.post, Self.configMaps, bytes: Array(body.text.utf8))
    #expect(
      reply.json
        == Self.refusal(
          400,
          "BadRequest",
          "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; "
            + "json parse error: \(body.problem)"
        )
    )
  }

  @Test("a body nested beyond all reason is refused, not followed")
  func deepNesting() async {
    let text =
      #"{"a":"# + String(repeating: "[", count: 20_000)
      + String(repeating: "]", count: 20_000) + "}"
    let reply = await TestServer().send(.post, Self.configMaps, bytes: Array(text.utf8))
    #expect(
      reply.message
        == "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; "
        + #"json parse error: exceeded max depth ({"a":[[[[[[[[[[[[[[[[[[[[[[[[[ ...)"#
    )
  }

  @Test("a body over 3 MiB is refused before it is read")
  func tooLarge() async {
    let bytes = [UInt8](repeating: 0x20, count: 3 << 20 + 1)
    let reply = await TestServer().send(.post, Self.configMaps, bytes: bytes)
    #expect(
      reply.json
        == Self.refusal(
          413,
          "RequestEntityTooLarge",
          "Request entity too large: limit is 3145728"
        )
    )
  }

  @Test(
    "a body of another kind than the URL is refused with what the decoder made of it",
    arguments: [
      (
        ["apiVersion": "v1", "kind": "Service"],
        "Service in version \"v1\" cannot be handled as a ConfigMap: converting (v1.Service) to "
          + "(core.ConfigMap): unknown conversion"
      ),
      (
        ["apiVersion": "v1", "kind": "Widget"],
        "Widget in version \"v1\" cannot be handled as a ConfigMap: no kind \"Widget\" is registered "
          + "for version \"v1\" in scheme \"pkg/api/legacyscheme/scheme.go:30\""
      ),
      (
        ["apiVersion": "v2", "kind": "ConfigMap"],
        "the API version in the data (v2) does not match the expected API version (v1)"
      ),
      (
        ["metadata": ["name": "a", "namespace": "other"]],
        "the namespace of the provided object does not match the namespace sent on the request"
      ),
    ] as [(JSONValue, String)]
  )
  func otherKind(body: JSONValue, message: String) async {
    let reply = await TestServer().send(.post, Self.configMaps, body)
    #expect(reply.json == Self.refusal(400, "BadRequest", message))
  }

  @Test("a replace under another name is refused")
  func otherName() async {
    let server = TestServer()
    _ = await server.send(.post, Self.configMaps, ["metadata": ["name": "a"]])
    let reply = await server.send(.put, Self.configMaps + "/a", ["metadata": ["name": "b"]])
    #expect(
      reply.json
        == Self.refusal(
          400,
          "BadRequest",
          "the name of the object (b) does not match the name on the URL (a)"
        )
    )
  }

  @Test("an unknown content type is told the known ones; patches have others")
  func contentTypes() async {
    let server = TestServer()
    let body: JSONValue = ["metadata": ["name": "a"]]
    let create = await server.send(.post, Self.configMaps, body, type: "text/plain")
    let words = "the body of the request was in an unknown format - accepted media types include: "
    #expect(
      create.json
        == Self.refusal(
          415,
          "UnsupportedMediaType",
          words + "application/json, application/yaml, application/vnd.kubernetes.protobuf"
        )
    )
    _ = await server.send(.post, Self.configMaps, body)
    let patch = await server.send(.patch, Self.configMaps + "/a", body, type: "application/json")
    #expect(
      patch.json
        == Self.refusal(
          415,
          "UnsupportedMediaType",
          words + "application/json-patch+json, application/merge-patch+json, "
            + "application/strategic-merge-patch+json, application/apply-patch+yaml"
        )
    )
    let garbage = await server.send(
      .post,
      Self.configMaps,
      bytes: [1, 2, 3],
      type: "application/vnd.kubernetes.protobuf"
    )
    #expect(
      garbage.message
        == "the object provided is unrecognized (must be of type ConfigMap): provided data does not "
        + "appear to be a protobuf message, expected prefix [107 56 115 0] (010203)"
    )
  }

  @Test("a method that a path does not know is refused without details")
  func methods() async {
    let reply = await TestServer().send(.put, Self.configMaps, ["metadata": ["name": "a"]])
    #expect(
      reply.json
        == Self.refusal(
          405,
          "MethodNotAllowed",
          "the server does not allow this method on the requested resource",
          details: [:]
        )
    )
  }

  @Test(
    "a patch that cannot be read says why, one that does not fit keeps it to itself",
    arguments: [
      (
        "application/json-patch+json", #"{"a":1}"#, 400,
        "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"
      ),
      (
        "application/json-patch+json", "[", 400,
        "error decoding patch: unexpected end of JSON input"
      ),
      (
        "application/json-patch+json", #"[{"op":"test","path":"/spec/replicas","value":9}]"#, 422,
        "the server rejected our request due to an error in our request"
      ),
      (
        "application/json-patch+json", #"[{"op":"remove","path":"/spec/nope"}]"#, 422,
        "the server rejected our request due to an error in our request"
      ),
      (
        "application/merge-patch+json", "[]", 400,
        "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}"
      ),
      (
        "application/strategic-merge-patch+json", "[]", 400,
        "json: cannot unmarshal array into Go value of type map[string]interface {}"
      ),
    ]
  )
  func badPatches(type: String, body: String, code: Int, message: String) async {
    let server = TestServer()
    _ = await server.send(.post, Self.deployments, Samples.deployment("a"))
    let reply = await server.send(
      .patch,
      Self.deployments + "/a",
      bytes: Array(body.utf8),
      type: type
    )
    let isUnfit = code == 422
    #expect(
      reply.json
        == Self.refusal(
          code,
          isUnfit ? "Invalid" : "BadRequest",
          message,
          details: isUnfit ? [:] : nil
        )
    )
  }

  @Test("a JSON patch of more than 10,000 operations is too large")
  func longPatch() async {
    let server = TestServer()
    _ = await server.send(.post, Self.deployments, Samples.deployment("a"))
    let operation: JSONValue = ["op": "test", "path": "/kind", "value": "Deployment"]
    let reply = await server.send(
      .patch,
      Self.deployments + "/a",
      .array(Array(repeating: operation, count: 10_001)),
      type: "application/json-patch+json"
    )
    #expect(
      reply.json
        == Self.refusal(
          413,
          "RequestEntityTooLarge",
          "Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001"
        )
    )
  }

  @Test(
    "options of a delete are checked in the body as in the query",
    arguments: [
      (
        ["propagationPolicy": "Sideways"],
        "propagationPolicy: Unsupported value: \"Sideways\": supported values: \"Foreground\", "
          + "\"Background\", \"Orphan\", \"nil\""
      ),
      (
        ["dryRun": ["Some"]],
        "dryRun: Unsupported value: []string{\"Some\"}: supported values: \"All\""
      ),
      (
        ["orphanDependents": true, "propagationPolicy": "Orphan"],
        "propagationPolicy: Invalid value: \"Orphan\": orphanDependents and deletionPropagation "
          + "cannot be both set"
      ),
    ] as [(JSONValue, String)]
  )
  func deleteOptions(options: JSONValue, problem: String) async {
    let server = TestServer()
    _ = await server.send(.post, Self.configMaps, ["metadata": ["name": "a"]])
    let reply = await server.send(.delete, Self.configMaps + "/a", options)
    #expect(reply.status == 422)
    #expect(reply.message == "DeleteOptions.meta.k8s.io \"\" is invalid: \(problem)")
  }
}
