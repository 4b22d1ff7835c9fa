import JSON
import Testing
import Transport

@Suite("What is refused in workloads, autoscalers and budgets")
struct WorkloadRefusalTests {
  private static let deployments = "/apis/apps/v1/namespaces/default/deployments"

  @Test(
    "Deployments",
    arguments: [
      (
        "spec/selector", nil,
        [
          "spec.selector: Required value",
          #"spec.template.metadata.labels: Invalid value: {"app":"a"}: `selector` does not match "#
            + "template `labels`",
        ]
      ),
      (
        "spec/selector", ["matchLabels": ["app": "b"]],
        [
          #"spec.template.metadata.labels: Invalid value: {"app":"a"}: `selector` does not match "#
            + "template `labels`"
        ]
      ),
      (
        "spec/selector", .object([:]),
        ["spec.selector: Invalid value: {}: empty selector is invalid for deployment"]
      ),
      (
        "spec/selector",
        [
          "matchExpressions": [
            ["key": "app", "operator": "In"], ["key": "-", "operator": "Exists", "values": ["x"]],
          ]
        ],
        [
          "spec.selector.matchExpressions[0].values: Required value: must be specified when "
            + "`operator` is 'In' or 'NotIn'",
          "spec.selector.matchExpressions[1].values: Forbidden: may not be specified when `operator` "
            + "is 'Exists' or 'DoesNotExist'",
          #"spec.selector.matchExpressions[1].key: Invalid value: "-": name part must consist of "#
            + "alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
            + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
            + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
          #"spec.template.metadata.labels: Invalid value: {"app":"a"}: `selector` does not match "#
            + "template `labels`",
        ]
      ),
      (
        "spec/replicas", -1,
        ["spec.replicas: Invalid value: -1: must be greater than or equal to 0"]
      ),
      (
        "spec/strategy", ["type": "Magic"],
        [
          #"spec.strategy: Unsupported value: {"Type":"Magic","RollingUpdate":null}: supported values: "#
            + #""Recreate", "RollingUpdate""#
        ]
      ),
      (
        "spec/strategy", ["type": "Recreate", "rollingUpdate": ["maxSurge": 1]],
        [
          "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"
        ]
      ),
      (
        "spec/strategy",
        ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": 0, "maxUnavailable": "0%"]],
        [
          #"spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0"#
        ]
      ),
      (
        "spec/strategy",
        ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": "x", "maxUnavailable": "101%"]],
        [
          #"spec.strategy.rollingUpdate.maxSurge: Invalid value: "x": a valid percent string must be a "#
            + "numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for "
            + "validation is '[0-9]+%')",
          #"spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%"#,
        ]
      ),
      (
        "spec/minReadySeconds", 600,
        ["spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds"]
      ),
      (
        "spec/template/spec/restartPolicy", "Never",
        [
          #"spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always""#
        ]
      ),
      (
        "spec/template/spec/containers", nil, ["spec.template.spec.containers: Required value"]
      ),
      (
        "spec/template/metadata/labels", ["app": "a", "b": "!"],
        [
          #"spec.template.labels: Invalid value: "!": a valid label must be an empty string or consist "#
            + "of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
            + "character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
            + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
        ]
      ),
    ] as [(String, JSONValue?, [String])]
  )
  func deployments(path: String, value: JSONValue?, causes: [String]) async {
    let object = Refusals.replacing(path, in: Samples.deployment("a"), by: value)
    #expect(await Refusals.causes(object, at: Self.deployments) == causes)
  }

  @Test("the selector of a Deployment is for ever")
  func selector() async {
    let server = TestServer()
    _ = await server.send(.post, Self.deployments, Samples.deployment("a"))
    var changed = Samples.deployment("a")
    changed["spec"]?["selector"] = ["matchLabels": ["app": "b"]]
    changed["spec"]?["template"]?["metadata"]?["labels"] = ["app": "b"]
    let reply = await server.send(.put, Self.deployments + "/a", changed)
    #expect(
      reply.message
        == #"Deployment.apps "a" is invalid: spec.selector: Invalid value: "#
        + #"{"matchLabels":{"app":"b"}}: field is immutable"#
    )
  }

  private static let autoscaler: JSONValue = [
    "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": ["name": "h"],
    "spec": [
      "maxReplicas": 3,
      "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "d"],
    ],
  ]

  @Test(
    "HorizontalPodAutoscalers",
    arguments: [
      (
        "spec/maxReplicas", 0,
        [
          "spec.maxReplicas: Invalid value: 0: must be greater than 0",
          "spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`",
        ]
      ),
      (
        "spec/minReplicas", 0,
        ["spec.minReplicas: Invalid value: 0: must be greater than or equal to 1"]
      ),
      (
        "spec/scaleTargetRef", ["kind": "", "name": "a/b"],
        [
          "spec.scaleTargetRef.kind: Required value",
          #"spec.scaleTargetRef.name: Invalid value: "a/b": may not contain '/'"#,
        ]
      ),
      (
        "spec/metrics", [["type": "Cpu"]],
        [
          #"spec.metrics[0].type: Unsupported value: "Cpu": supported values: "ContainerResource", "#
            + #""External", "Object", "Pods", "Resource""#
        ]
      ),
      (
        "spec/metrics", [["type": "Resource"]],
        [
          "spec.metrics[0].resource: Required value: must populate information for the given metric source"
        ]
      ),
      (
        "spec/metrics",
        [["type": "Resource", "resource": ["name": "cpu", "target": ["type": "Utilization"]]]],
        [
          "spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target "
            + "raw value or a target utilization"
        ]
      ),
      (
        "spec/metrics",
        [
          [
            "type": "Pods",
            "resource": ["name": "cpu", "target": ["type": "Most", "averageUtilization": 0]],
            "pods": [
              "metric": ["name": "m"], "target": ["type": "AverageValue", "averageValue": "1"],
            ],
          ]
        ],
        ["spec.metrics[0].resource: Forbidden: must populate the given metric source only"]
      ),
      (
        "spec/metrics",
        [
          [
            "type": "Resource",
            "resource": ["name": "", "target": ["type": "Most", "averageUtilization": 0]],
          ]
        ],
        [
          "spec.metrics[0].resource.name: Required value: must specify a resource name",
          #"spec.metrics[0].resource.target.type: Invalid value: "Most": must be either Utilization, "#
            + "Value, or AverageValue",
          "spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0",
        ]
      ),
      (
        "spec/behavior",
        [
          "scaleDown": [
            "stabilizationWindowSeconds": 3_601, "selectPolicy": "Some",
            "policies": [["type": "Nodes", "value": 0, "periodSeconds": 1_801]],
          ]
        ],
        [
          "spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 3601: must be less than "
            + "or equal to 3600",
          #"spec.behavior.scaleDown.selectPolicy: Unsupported value: "Some": supported values: "#
            + #""Disabled", "Max", "Min""#,
          #"spec.behavior.scaleDown.policies[0].type: Unsupported value: "Nodes": supported values: "#
            + #""Percent", "Pods""#,
          "spec.behavior.scaleDown.policies[0].value: Invalid value: 0: must be greater than zero",
          "spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 1801: must be less than or "
            + "equal to 1800",
        ]
      ),
    ] as [(String, JSONValue, [String])]
  )
  func autoscalers(path: String, value: JSONValue, causes: [String]) async {
    let object = Refusals.replacing(path, in: Self.autoscaler, by: value)
    let path = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers"
    #expect(await Refusals.causes(object, at: path) == causes)
  }

  @Test(
    "PodDisruptionBudgets",
    arguments: [
      (
        ["minAvailable": 1, "maxUnavailable": 1],
        [
          #"spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":1,"#
            + #""UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set"#
        ]
      ),
      (
        ["minAvailable": "x", "unhealthyPodEvictionPolicy": "Always"],
        [
          #"spec.minAvailable: Invalid value: "x": a valid percent string must be a numeric string "#
            + "followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
          #"spec.unhealthyPodEvictionPolicy: Unsupported value: "Always": supported values: "#
            + #""AlwaysAllow", "IfHealthyBudget""#,
        ]
      ),
      (
        ["maxUnavailable": "150%"],
        [#"spec.maxUnavailable: Invalid value: "150%": must not be greater than 100%"#]
      ),
    ] as [(JSONValue, [String])]
  )
  func budgets(spec: JSONValue, causes: [String]) async {
    let object: JSONValue = [
      "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": ["name": "b"],
      "spec": spec,
    ]
    let path = "/apis/policy/v1/namespaces/default/poddisruptionbudgets"
    #expect(await Refusals.causes(object, at: path) == causes)
  }
}
