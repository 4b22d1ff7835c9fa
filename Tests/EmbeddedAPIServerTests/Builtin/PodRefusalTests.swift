import JSON
import Testing

@Suite("What is refused in pods")
struct PodRefusalTests {
  private static let container = "spec/containers/0"
  private static let label1123 =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must "
    + "start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for "
    + "validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

  @Test(
    "each field, in the server's words",
    arguments: [
      ("spec/containers", [], ["spec.containers: Required value"]),
      ("\(container)/name", "", ["spec.containers[0].name: Required value"]),
      (
        "\(container)/name", "App",
        [#"spec.containers[0].name: Invalid value: "App": \#(label1123)"#]
      ),
      ("\(container)/image", nil, ["spec.containers[0].image: Required value"]),
      (
        "\(container)/image", " a",
        [
          #"spec.containers[0].image: Invalid value: " a": must not have leading or trailing whitespace"#
        ]
      ),
      (
        "spec/containers/1", ["name": "app", "image": "b"],
        [#"spec.containers[1].name: Duplicate value: "app""#]
      ),
      (
        "spec/initContainers", [["name": "app", "image": "b"]],
        [#"spec.initContainers[0].name: Duplicate value: "app""#]
      ),
      (
        "\(container)/imagePullPolicy", "Sometimes",
        [
          #"spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "#
            + #""Always", "IfNotPresent", "Never""#
        ]
      ),
      (
        "\(container)/ports",
        [["containerPort": 0], ["containerPort": 70_000, "protocol": "ICMP"]],
        [
          "spec.containers[0].ports[0].containerPort: Required value",
          "spec.containers[0].ports[1].containerPort: Invalid value: 70000: must be between 1 and "
            + "65535, inclusive",
          #"spec.containers[0].ports[1].protocol: Unsupported value: "ICMP": supported values: "#
            + #""SCTP", "TCP", "UDP""#,
        ]
      ),
      (
        "\(container)/ports",
        [
          ["name": "http", "containerPort": 1], ["name": "http", "containerPort": 2],
          ["name": "8080", "containerPort": 3],
          ["name": "A_much-too--long-name-", "containerPort": 4],
        ],
        [
          #"spec.containers[0].ports[1].name: Duplicate value: "http""#,
          #"spec.containers[0].ports[2].name: Invalid value: "8080": must contain at least one letter (a-z)"#,
          #"spec.containers[0].ports[3].name: Invalid value: "A_much-too--long-name-": must be no "#
            + "more than 15 bytes",
          #"spec.containers[0].ports[3].name: Invalid value: "A_much-too--long-name-": must contain "#
            + "only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
          #"spec.containers[0].ports[3].name: Invalid value: "A_much-too--long-name-": must not "#
            + "contain consecutive hyphens",
          #"spec.containers[0].ports[3].name: Invalid value: "A_much-too--long-name-": must not "#
            + "begin or end with a hyphen",
        ]
      ),
      (
        "\(container)/env",
        [
          ["name": ""], ["name": "a=b"],
          ["name": "A", "value": "x", "valueFrom": ["fieldRef": ["fieldPath": "metadata.name"]]],
          ["name": "B", "valueFrom": .object([:])],
          ["name": "C", "valueFrom": ["fieldRef": ["fieldPath": "spec.nope"]]],
          ["name": "D", "valueFrom": ["secretKeyRef": ["name": "s", "key": "a b"]]],
        ],
        [
          "spec.containers[0].env[0].name: Required value",
          #"spec.containers[0].env[1].name: Invalid value: "a=b": a valid environment variable name "#
            + "must consist only of printable ASCII characters other than '='",
          #"spec.containers[0].env[2].valueFrom: Invalid value: "": may not be specified when `value` "#
            + "is not empty",
          #"spec.containers[0].env[3].valueFrom: Invalid value: "": must specify one of: `fieldRef`, "#
            + "`resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`",
          #"spec.containers[0].env[4].valueFrom.fieldRef.fieldPath: Invalid value: "spec.nope": error "#
            + "converting fieldPath: field label not supported: spec.nope",
          #"spec.containers[0].env[5].valueFrom.secretKeyRef.key: Invalid value: "a b": a valid config "#
            + "key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or "
            + "'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
        ]
      ),
      (
        "\(container)/volumeMounts",
        [["name": "data", "mountPath": "/a"], ["name": "tmp", "mountPath": ""]],
        [
          #"spec.containers[0].volumeMounts[0].name: Not found: "data""#,
          #"spec.containers[0].volumeMounts[1].name: Not found: "tmp""#,
          "spec.containers[0].volumeMounts[1].mountPath: Required value",
        ]
      ),
      (
        "spec/volumes",
        [
          ["name": "a", "emptyDir": .object([:])], ["name": "a", "configMap": .object([:])],
          ["name": "b", "secret": ["secretName": "s"], "hostPath": ["path": "/"]],
        ],
        [
          "spec.volumes[1].configMap.name: Required value",
          #"spec.volumes[1].name: Duplicate value: "a""#,
          "spec.volumes[2].secret: Forbidden: may not specify more than 1 volume type",
        ]
      ),
      (
        "\(container)/resources",
        ["requests": ["cpu": "2", "memory": "-1", "x": "1"], "limits": ["cpu": "1"]],
        [
          #"spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to "#
            + "cpu limit of 1",
          #"spec.containers[0].resources.requests[memory]: Invalid value: "-1": must be greater than "#
            + "or equal to 0",
          #"spec.containers[0].resources.requests[x]: Invalid value: "x": must be a standard resource "#
            + "for containers",
        ]
      ),
      (
        "\(container)/resources", ["requests": ["nvidia.com/gpu": "1"]],
        [
          "spec.containers[0].resources.limits: Required value: Limit must be set for non "
            + "overcommitable resources"
        ]
      ),
      (
        "\(container)/livenessProbe", ["successThreshold": 2, "periodSeconds": -1],
        [
          "spec.containers[0].livenessProbe: Required value: must specify a handler type",
          "spec.containers[0].livenessProbe.periodSeconds: Invalid value: -1: must be greater than or "
            + "equal to 0",
          "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1",
        ]
      ),
      (
        "\(container)/readinessProbe",
        [
          "httpGet": ["port": 0, "scheme": "FTP"], "exec": ["command": ["true"]],
          "terminationGracePeriodSeconds": 5,
        ],
        [
          "spec.containers[0].readinessProbe.httpGet: Forbidden: may not specify more than 1 handler type",
          "spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not "
            + "be set for readinessProbes",
        ]
      ),
      (
        "\(container)/startupProbe", ["httpGet": ["port": 0, "scheme": "FTP"]],
        [
          "spec.containers[0].startupProbe.httpGet.port: Invalid value: 0: must be between 1 and "
            + "65535, inclusive",
          #"spec.containers[0].startupProbe.httpGet.scheme: Unsupported value: "FTP": supported "#
            + #"values: "HTTP", "HTTPS""#,
        ]
      ),
      (
        "spec/restartPolicy", "Maybe",
        [
          #"spec.restartPolicy: Unsupported value: "Maybe": supported values: "Always", "OnFailure", "Never""#
        ]
      ),
      (
        "spec/dnsPolicy", "Mine",
        [
          #"spec.dnsPolicy: Unsupported value: "Mine": supported values: "ClusterFirstWithHostNet", "#
            + #""ClusterFirst", "Default", "None""#
        ]
      ),
      (
        "spec/activeDeadlineSeconds", 0,
        [
          "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive"
        ]
      ),
      (
        "spec/tolerations",
        [
          ["operator": "Equal"], ["key": "k", "operator": "Has"], ["key": "k", "effect": "Maybe"],
        ],
        [
          #"spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` "#
            + #"is empty, which means "match all values and all keys""#,
          #"spec.tolerations[1].operator: Unsupported value: "Has": supported values: "Equal", "Exists""#,
          #"spec.tolerations[2].effect: Unsupported value: "Maybe": supported values: "NoSchedule", "#
            + #""PreferNoSchedule", "NoExecute""#,
        ]
      ),
    ] as [(String, JSONValue?, [String])]
  )
  func fields(path: String, value: JSONValue?, causes: [String]) async {
    let pod = Refusals.replacing(path, in: Samples.pod("a"), by: value)
    #expect(await Refusals.causes(pod, at: "/api/v1/namespaces/default/pods") == causes)
  }

  @Test(
    "metadata, for any kind",
    arguments: [
      (
        "labels", ["a/b/c": "x"],
        [
          #"metadata.labels: Invalid value: "a/b/c": a qualified name must consist of alphanumeric "#
            + "characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. "
            + "'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
            + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and "
            + "'/' (e.g. 'example.com/MyName')"
        ]
      ),
      (
        "labels", ["a": .string(String(repeating: "x", count: 64))],
        [
          #"metadata.labels: Invalid value: "\#(String(repeating: "x", count: 64))": must be no more "#
            + "than 63 bytes"
        ]
      ),
      (
        "annotations", ["a": .string(String(repeating: "x", count: 262_144))],
        ["metadata.annotations: Too long: may not be more than 262144 bytes"]
      ),
    ] as [(String, JSONValue, [String])]
  )
  func metadata(field: String, value: JSONValue, causes: [String]) async {
    let pod = Refusals.replacing("metadata/\(field)", in: Samples.pod("a"), by: value)
    #expect(await Refusals.causes(pod, at: "/api/v1/namespaces/default/pods") == causes)
  }
}
