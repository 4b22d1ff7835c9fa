import JSON

/// A list of Deployments as an API server prints it: 1.5 KB each, with what the defaults add.
struct DeploymentList {
  let count: Int

  var text: String {
    let items = (0..<count).map { deployment($0).jsonText }
    return
      "{\"kind\":\"DeploymentList\",\"apiVersion\":\"apps/v1\",\"metadata\":{\"resourceVersion\":\"5000\"},"
      + "\"items\":[\(items.joined(separator: ","))]}"
  }

  private func deployment(_ number: Int) -> JSONValue {
    ["metadata": metadata(number), "spec": spec("api-\(number)"), "status": status]
  }

  private func metadata(_ number: Int) -> JSONValue {
    [
      "name": .string("api-\(number)-stable"), "namespace": "default",
      "uid": .string("aaaaaaaa-bbbb-cccc-dddd-\(100_000_000_000 + number)"),
      "resourceVersion": .string("\(1_000 + number)"), "generation": 1,
      "creationTimestamp": "2026-01-01T00:00:00Z",
      "labels": [
        "app.kubernetes.io/name": .string("api-\(number)"),
        "app.kubernetes.io/managed-by": "physics-operator",
      ],
      "annotations": ["deployment.kubernetes.io/revision": "1"],
    ]
  }

  private func spec(_ name: String) -> JSONValue {
    let labels: JSONValue = ["app.kubernetes.io/name": .string(name)]
    return [
      "replicas": 3, "selector": ["matchLabels": labels],
      "template": [
        "metadata": ["creationTimestamp": .null, "labels": labels],
        "spec": [
          "containers": [container], "restartPolicy": "Always",
          "terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst",
          "securityContext": [:], "schedulerName": "default-scheduler",
        ],
      ],
      "strategy": [
        "type": "RollingUpdate",
        "rollingUpdate": ["maxUnavailable": "25%", "maxSurge": "25%"],
      ],
      "revisionHistoryLimit": 10, "progressDeadlineSeconds": 600,
    ]
  }

  private var container: JSONValue {
    [
      "name": "app", "image": "registry.example/app:v1.2.3",
      "ports": [["name": "http", "containerPort": 8080, "protocol": "TCP"]],
      "resources": [
        "limits": ["cpu": "1", "memory": "512Mi"],
        "requests": ["cpu": "250m", "memory": "256Mi"],
      ],
      "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
      "imagePullPolicy": "IfNotPresent",
    ]
  }

  private var status: JSONValue {
    [
      "observedGeneration": 1, "replicas": 3, "updatedReplicas": 3, "readyReplicas": 3,
      "availableReplicas": 3,
      "conditions": [
        [
          "type": "Available", "status": "True", "lastUpdateTime": "2026-01-01T00:00:10Z",
          "lastTransitionTime": "2026-01-01T00:00:10Z", "reason": "MinimumReplicasAvailable",
          "message": "Deployment has minimum availability.",
        ]
      ],
    ]
  }
}
