import JSON
import Testing
import Transport

@Suite("What is refused in services, ingresses, data and leases")
struct ServiceRefusalTests {
  private static let services = "/api/v1/namespaces/default/services"

  @Test(
    "Services",
    arguments: [
      ("spec/ports", [], ["spec.ports: Required value"]),
      (
        "spec/ports", [["port": 0, "protocol": "X", "targetPort": "Web!"]],
        [
          "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
          #"spec.ports[0].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP""#,
          #"spec.ports[0].targetPort: Invalid value: "Web!": must contain only alpha-numeric characters "#
            + "(a-z, 0-9), and hyphens (-)",
        ]
      ),
      (
        "spec/ports", [["port": 80], ["port": 80, "name": "b"], ["port": 81, "name": "b"]],
        [
          "spec.ports[0].name: Required value",
          #"spec.ports[2].name: Duplicate value: "b""#,
          #"spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"#
            + #""TargetPort":0,"NodePort":0}"#,
        ]
      ),
      (
        "spec/type", "Magic",
        [
          #"spec.type: Unsupported value: "Magic": supported values: "ClusterIP", "ExternalName", "#
            + #""LoadBalancer", "NodePort""#
        ]
      ),
      ("spec/type", "ExternalName", ["spec.externalName: Required value"]),
      (
        "spec/ports", [["port": 80, "nodePort": 30_001]],
        ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"]
      ),
      (
        "spec", ["type": "NodePort", "ports": [["port": 80, "nodePort": 80]]],
        [
          "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The "
            + "range of valid ports is 30000-32767"
        ]
      ),
      (
        "spec/clusterIP", "ten",
        [
          #"spec.clusterIPs[0]: Invalid value: "ten": must be a valid IP address, (e.g. 10.9.8.7 or "#
            + "2001:db8::ffff)"
        ]
      ),
      (
        "spec/sessionAffinity", "Always",
        [
          #"spec.sessionAffinity: Unsupported value: "Always": supported values: "ClientIP", "None""#
        ]
      ),
      (
        "metadata/name", "1a",
        [
          #"metadata.name: Invalid value: "1a": a DNS-1035 label must consist of lower case alphanumeric "#
            + "characters or '-', start with an alphabetic character, and end with an alphanumeric "
            + "character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
            + "'[a-z]([-a-z0-9]*[a-z0-9])?')"
        ]
      ),
    ] as [(String, JSONValue, [String])]
  )
  func services(path: String, value: JSONValue, causes: [String]) async {
    let object = Refusals.replacing(path, in: Samples.service("a"), by: value)
    #expect(await Refusals.causes(object, at: Self.services) == causes)
  }

  @Test("a service keeps its address")
  func address() async {
    let server = TestServer()
    _ = await server.send(.post, Self.services, Samples.service("a"))
    var changed = Samples.service("a")
    changed["spec"]?["clusterIP"] = "10.96.7.7"
    let reply = await server.send(.put, Self.services + "/a", changed)
    #expect(
      reply.message
        == #"Service "a" is invalid: spec.clusterIPs[0]: Invalid value: ["10.96.7.7"]: may not change once set"#
    )
  }

  private static func backend(_ backend: JSONValue, type: JSONValue? = "Prefix") -> JSONValue {
    var path: JSONValue = ["path": "/", "backend": backend]
    path["pathType"] = type
    return ["rules": [["http": ["paths": [path]]]]]
  }

  private static let sound: JSONValue = ["service": ["name": "s", "port": ["number": 80]]]
  private static let path = "spec.rules[0].http.paths[0]"

  @Test(
    "Ingresses",
    arguments: [
      (
        .object([:]),
        ["spec: Invalid value: null: either `defaultBackend` or `rules` must be specified"]
      ),
      (backend(sound, type: nil), ["\(path).pathType: Required value: pathType must be specified"]),
      (
        backend(sound, type: "Glob"),
        [
          #"\#(path).pathType: Unsupported value: "Glob": supported values: "Exact", "#
            + #""ImplementationSpecific", "Prefix""#
        ]
      ),
      (
        backend(.object([:])),
        [#"\#(path).backend: Invalid value: "": resource or service backend is required"#]
      ),
      (
        backend(["service": ["name": "s"]]),
        ["\(path).backend: Required value: port name or number is required"]
      ),
      (
        backend(["service": ["name": "s", "port": ["name": "http", "number": 80]]]),
        [#"\#(path).backend: Invalid value: "": cannot set both port name & port number"#]
      ),
      (
        ["rules": [["host": "10.0.0.1", "http": ["paths": []]]]],
        [
          #"spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address"#,
          "spec.rules[0].http.paths: Required value",
        ]
      ),
      (
        [
          "rules": [
            ["http": ["paths": [["path": "a//b", "pathType": "Exact", "backend": sound]]]]
          ]
        ],
        [
          #"\#(path).path: Invalid value: "a//b": must be an absolute path"#,
          #"\#(path).path: Invalid value: "a//b": must not contain '//'"#,
        ]
      ),
    ] as [(JSONValue, [String])]
  )
  func ingresses(spec: JSONValue, causes: [String]) async {
    let object: JSONValue = [
      "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": ["name": "i"],
      "spec": spec,
    ]
    let path = "/apis/networking.k8s.io/v1/namespaces/default/ingresses"
    #expect(await Refusals.causes(object, at: path) == causes)
  }

  @Test(
    "Secrets hold what their type promises",
    arguments: [
      ("kubernetes.io/tls", ["data[tls.crt]: Required value", "data[tls.key]: Required value"]),
      ("kubernetes.io/dockerconfigjson", ["data[.dockerconfigjson]: Required value"]),
      ("kubernetes.io/dockercfg", ["data[.dockercfg]: Required value"]),
      ("kubernetes.io/ssh-auth", ["data[ssh-privatekey]: Required value"]),
      (
        "kubernetes.io/basic-auth",
        ["data[username]: Required value", "data[password]: Required value"]
      ),
      (
        "kubernetes.io/service-account-token",
        ["metadata.annotations[kubernetes.io/service-account.name]: Required value"]
      ),
      ("Opaque", []), ("example.com/mine", []),
    ] as [(String, [String])]
  )
  func secrets(type: String, causes: [String]) async {
    let object: JSONValue = [
      "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"], "type": .string(type),
    ]
    #expect(await Refusals.causes(object, at: "/api/v1/namespaces/default/secrets") == causes)
  }

  @Test(
    "data that is no base64 is not readable",
    arguments: [
      ("!", 0), ("YWJj!", 4), ("YWJ", 0), ("YWJjZ", 4), ("YQ=", 3), ("YQ=x", 2), ("YQ==YQ==", 4),
    ] as [(String, Int)]
  )
  func corruptData(text: String, offset: Int) async {
    let reply = await TestServer().send(
      .post,
      "/api/v1/namespaces/default/secrets",
      [
        "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"],
        "data": ["a": .string(text)],
      ]
    )
    #expect(reply.status == 400)
    #expect(
      reply.message
        == "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte "
        + "\(offset)"
    )
  }

  @Test(
    "ConfigMaps",
    arguments: [
      (
        ["data": ["..a": "x", "a b": "y"]],
        [
          #"data[..a]: Invalid value: "..a": must not start with '..'"#,
          #"data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric "#
            + "characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex "
            + "used for validation is '[-._a-zA-Z0-9]+')",
        ]
      ),
      (
        ["data": ["a": "x"], "binaryData": ["a": "eA=="]],
        [
          #"data[a]: Invalid value: "a": duplicate of key present in binaryData"#,
          #"binaryData[a]: Invalid value: "a": duplicate of key present in data"#,
        ]
      ),
      (
        ["data": ["a": .string(String(repeating: "x", count: 1_048_577))]],
        ["[]: Too long: may not be more than 1048576 bytes"]
      ),
    ] as [(JSONValue, [String])]
  )
  func configMaps(fields: JSONValue, causes: [String]) async {
    var object = Samples.configMap("c")
    for member in fields.objectValue ?? [:] { object[member.key] = member.value }
    #expect(await Refusals.causes(object, at: "/api/v1/namespaces/default/configmaps") == causes)
  }

  @Test("what is immutable stays so", arguments: ["configmaps", "secrets"])
  func immutable(plural: String) async {
    let server = TestServer()
    let path = "/api/v1/namespaces/default/\(plural)"
    let kind: JSONValue = plural == "secrets" ? "Secret" : "ConfigMap"
    let object: JSONValue = [
      "apiVersion": "v1", "kind": kind, "metadata": ["name": "a"], "immutable": true,
      "data": ["k": "eA=="],
    ]
    _ = await server.send(.post, path, object)
    var changed = object
    changed["immutable"] = false
    changed["data"] = ["k": "eQ=="]
    let reply = await server.send(.put, path + "/a", changed)
    #expect(
      Refusals.causes(of: reply) == [
        "immutable: Forbidden: field is immutable when `immutable` is set",
        "data: Forbidden: field is immutable when `immutable` is set",
      ]
    )
  }

  @Test(
    "Leases and EndpointSlices",
    arguments: [
      (
        "coordination.k8s.io", "leases",
        [
          "apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": ["name": "l"],
          "spec": ["leaseDurationSeconds": 0, "leaseTransitions": -1],
        ],
        [
          "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0",
          "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0",
        ]
      ),
      (
        "discovery.k8s.io", "endpointslices",
        [
          "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": ["name": "e"],
          "addressType": "IPv4", "endpoints": [["addresses": []], ["addresses": ["::1"]]],
          "ports": [["port": 1], ["port": 2]],
        ],
        [
          "endpoints[0].addresses: Required value: must contain at least 1 address",
          #"endpoints[1].addresses[0]: Invalid value: "::1": must be a valid IPv4 address"#,
          #"ports[1].name: Duplicate value: """#,
        ]
      ),
      (
        "discovery.k8s.io", "endpointslices",
        [
          "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": ["name": "e"],
          "addressType": "IPX", "endpoints": [],
        ],
        [
          #"addressType: Unsupported value: "IPX": supported values: "FQDN", "IPv4", "IPv6""#
        ]
      ),
    ] as [(String, String, JSONValue, [String])]
  )
  func others(group: String, plural: String, object: JSONValue, causes: [String]) async {
    let path = "/apis/\(group)/v1/namespaces/default/\(plural)"
    #expect(await Refusals.causes(object, at: path) == causes)
  }
}
