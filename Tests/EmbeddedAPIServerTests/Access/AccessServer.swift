import APIMachinery
import EmbeddedAPIServer
import JSON
import Transport

/// A server under RBAC whose users show their own names as tokens: `alice`, `bob`, and `root`, who is in `system:masters`.
struct AccessServer {
  let world: TestServer
  let audit: AccessAudit

  init(
    _ authorization: AccessSettings.Authorization = .rbac,
    adjust: (inout AccessSettings) -> Void = { _ in }
  ) {
    var settings = AccessSettings(
      authorization: authorization,
      tokens: [
        StaticToken(token: "alice", user: UserInfo(name: "alice", uid: "1", groups: ["devs"])),
        StaticToken(token: "bob", user: UserInfo(name: "bob", uid: "2")),
        StaticToken(token: "root", user: UserInfo(name: "root", groups: ["system:masters"])),
      ]
    )
    adjust(&settings)
    let audit = AccessAudit()
    self.audit = audit
    world = TestServer(
      configuration: .init(access: settings, onDecision: { audit.note($0) })
    )
  }

  /// Sends a request with a bearer token; `nil` sends none.
  func send(
    _ token: String?,
    _ method: HTTPRequest.Method,
    _ target: String,
    _ body: JSONValue? = nil,
    type: String = "application/json",
    headers: HTTPHeaders = [:],
    certificate: ClientIdentity? = nil
  ) async -> Reply {
    var headers = headers
    headers["Content-Type"] = type
    if let token { headers["Authorization"] = "Bearer \(token)" }
    let request = HTTPRequest(
      method,
      origin: "https://test",
      target: target,
      headers: headers,
      body: body?.jsonBytes ?? [],
      clientIdentity: certificate
    )
    guard let response = try? await InProcessTransport(world.server).response(to: request) else {
      return Reply(status: 0, json: .null, headers: [:], text: "")
    }
    return Reply(
      status: response.head.status,
      json: (try? JSONValue(parsing: response.body)) ?? .null,
      headers: response.head.headers,
      text: String(decoding: response.body, as: UTF8.self)
    )
  }

  /// Gives rules to a user in a namespace, or everywhere when that is `nil`.
  func grant(
    _ subject: JSONValue,
    _ rules: JSONValue,
    in namespace: String? = "default",
    name: String = "granted"
  ) async {
    let (role, binding) =
      namespace == nil ? ("ClusterRole", "ClusterRoleBinding") : ("Role", "RoleBinding")
    let prefix =
      "/apis/rbac.authorization.k8s.io/v1" + (namespace.map { "/namespaces/\($0)" } ?? "")
    _ = await send(
      "root",
      .post,
      "\(prefix)/\(role.lowercased())s",
      Self.object(role, name, ["rules": rules])
    )
    _ = await send(
      "root",
      .post,
      "\(prefix)/\(binding.lowercased())s",
      Self.binding(binding, name, to: role, name, [subject])
    )
  }

  static func user(_ name: String) -> JSONValue { ["kind": "User", "name": .string(name)] }

  static func binding(
    _ kind: String,
    _ name: String,
    to roleKind: String,
    _ role: String,
    _ subjects: JSONValue
  ) -> JSONValue {
    object(
      kind,
      name,
      [
        "roleRef": [
          "apiGroup": "rbac.authorization.k8s.io", "kind": .string(roleKind),
          "name": .string(role),
        ],
        "subjects": subjects,
      ]
    )
  }

  static func object(_ kind: String, _ name: String, _ content: JSONValue) -> JSONValue {
    content.merging(patch: [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": .string(kind),
      "metadata": ["name": .string(name)],
    ])
  }
}
