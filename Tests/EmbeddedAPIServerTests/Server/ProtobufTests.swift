import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

/// Bodies as typed Go clients write them, field by field.
@Suite("Protobuf")
struct ProtobufTests {
  /// One field: its number, then a varint or bytes.
  private enum Field {
    case number(Int, Int)
    case bytes(Int, [UInt8])

    static func text(_ number: Int, _ text: String) -> Field { .bytes(number, Array(text.utf8)) }
    static func message(_ number: Int, _ fields: [Field]) -> Field {
      .bytes(number, fields.flatMap(\.encoded))
    }

    var encoded: [UInt8] {
      switch self {
      case .number(let field, let value): Self.varint(field << 3) + Self.varint(value)
      case .bytes(let field, let bytes):
        Self.varint(field << 3 | 2) + Self.varint(bytes.count) + bytes
      }
    }

    private static func varint(_ value: Int) -> [UInt8] {
      value < 128 ? [UInt8(value)] : [UInt8(value & 127 | 128)] + varint(value >> 7)
    }
  }

  private func envelope(_ apiVersion: String, _ kind: String, _ fields: [Field]) -> [UInt8] {
    let typeMeta = Field.message(1, [.text(1, apiVersion), .text(2, kind)])
    return [0x6B, 0x38, 0x73, 0x00] + typeMeta.encoded + Field.message(2, fields).encoded
  }

  private let protobuf = "application/vnd.kubernetes.protobuf"

  @Test("a Deployment keeps its counts, quantities, ports, probes and volumes")
  func deployment() async {
    let probe = Field.message(
      11,
      [
        .message(
          1,
          [.message(2, [.text(1, "/healthz"), .message(2, [.number(1, 1), .text(3, "http")])])]
        ),
        .number(2, 0), .number(3, 7),
      ]
    )
    let container: [Field] = [
      .text(1, "web"), .text(2, "nginx:1.25"),
      .message(6, [.text(1, "http"), .number(2, 0), .number(3, 8080), .text(4, "TCP")]),
      .message(8, [.message(2, [.text(1, "cpu"), .message(2, [.text(1, "100m")])])]), probe,
    ]
    let volume = Field.message(
      1,
      [.text(1, "conf"), .message(2, [.message(19, [.message(1, [.text(1, "settings")])])])]
    )
    let labels = Field.message(1, [.text(1, "app"), .text(2, "web")])
    let template: [Field] = [
      .message(1, [.message(11, [.text(1, "app"), .text(2, "web")]), .bytes(8, [])]),
      .message(2, [volume, .message(2, container), .number(11, 0)]),
    ]
    let body = envelope(
      "apps/v1",
      "Deployment",
      [
        .message(1, [.text(1, "web"), .text(2, ""), .bytes(8, [])]),
        .message(2, [.number(1, 0), .message(2, [labels]), .message(3, template), .number(5, 0)]),
        .message(3, [.number(1, 0), .number(2, 0)]),
      ]
    )
    let reply = await TestServer().send(
      .post,
      "/apis/apps/v1/namespaces/default/deployments?fieldValidation=Strict",
      bytes: body,
      type: protobuf
    )
    #expect(reply.status == 201, "\(reply.message)")
    let spec = reply.object.spec
    #expect(spec["replicas"] == 0)
    #expect(spec["minReadySeconds"] == nil)
    let pod = spec["template"]?["spec"]
    #expect(pod?["hostNetwork"] == nil)
    #expect(pod?["volumes"]?[0]?["configMap"]?["name"] == "settings")
    let made = pod?["containers"]?[0]
    #expect(made?["resources"] == ["requests": ["cpu": "100m"]])
    #expect(made?["ports"] == [["name": "http", "containerPort": 8080, "protocol": "TCP"]])
    #expect(made?["readinessProbe"]?["httpGet"]?["port"] == "http")
    #expect(made?["readinessProbe"]?["timeoutSeconds"] == 7)
  }

  @Test("an autoscaler of autoscaling/v1 is one of v2 with a goal for the processor, and back")
  func autoscaler() async {
    let server = TestServer()
    let body = envelope(
      "autoscaling/v1",
      "HorizontalPodAutoscaler",
      [
        .message(1, [.text(1, "web")]),
        .message(
          2,
          [
            .message(1, [.text(1, "Deployment"), .text(2, "web"), .text(3, "apps/v1")]),
            .number(2, 2), .number(3, 9), .number(4, 70),
          ]
        ),
      ]
    )
    let path = "/namespaces/default/horizontalpodautoscalers"
    let created = await server.send(
      .post,
      "/apis/autoscaling/v1" + path,
      bytes: body,
      type: protobuf
    )
    #expect(created.object.spec["targetCPUUtilizationPercentage"] == 70)
    let stored = await server.send(.get, "/apis/autoscaling/v2" + path + "/web")
    #expect(
      stored.object.spec["metrics"] == [
        [
          "type": "Resource",
          "resource": [
            "name": "cpu", "target": ["type": "Utilization", "averageUtilization": 70],
          ],
        ]
      ]
    )
  }

  @Test("a Secret's bytes come as base64, a Role's lists in order")
  func secretsAndRoles() async {
    let server = TestServer()
    let secret = envelope(
      "v1",
      "Secret",
      [
        .message(1, [.text(1, "s")]), .message(2, [.text(1, "key"), .bytes(2, [0, 1, 2])]),
        .text(3, "Opaque"),
      ]
    )
    let kept = await server.send(
      .post,
      "/api/v1/namespaces/default/secrets",
      bytes: secret,
      type: protobuf
    )
    #expect(kept.json["data"] == ["key": "AAEC"])
    let role = envelope(
      "rbac.authorization.k8s.io/v1",
      "Role",
      [
        .message(1, [.text(1, "r")]),
        .message(2, [.text(1, "get"), .text(1, "list"), .text(2, ""), .text(3, "pods")]),
      ]
    )
    let made = await server.send(
      .post,
      "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles",
      bytes: role,
      type: protobuf
    )
    #expect(
      made.json["rules"] == [["verbs": ["get", "list"], "apiGroups": [""], "resources": ["pods"]]]
    )
  }

  @Test("a custom resource is not understood in protobuf")
  func customResources() async {
    let server = TestServer(configuration: .init(installsGatewayAPI: true))
    let reply = await server.send(
      .post,
      "/apis/gateway.networking.k8s.io/v1/namespaces/default/gateways",
      bytes: envelope("gateway.networking.k8s.io/v1", "Gateway", []),
      type: protobuf
    )
    #expect(
      reply.message
        == "the body of the request was in an unknown format - accepted media types include: "
        + "application/json, application/yaml"
    )
  }
}
