import APIMachinery
import JSON

/// The objects that tests put into a world.
enum TestObjects {
  static func labels(_ revision: String) -> JSONValue {
    ["fisica-lab.com/service": "api", "fisica-lab.com/revision": .string(revision)]
  }

  static func deployment(
    _ name: String = "api-v1",
    revision: String = "v1",
    image: String = "example.org/api:1.0.0",
    replicas: Int = 3,
    cpu: String = "500m",
    preStop: Int = 15,
    progressDeadline: Int = 600
  ) -> JSONValue {
    [
      "apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": ["name": .string(name), "namespace": "default"],
      "spec": [
        "replicas": .integer(Int64(replicas)),
        "progressDeadlineSeconds": .integer(Int64(progressDeadline)),
        "selector": ["matchLabels": labels(revision)],
        "strategy": [
          "type": "RollingUpdate", "rollingUpdate": ["maxSurge": 1, "maxUnavailable": 0],
        ],
        "template": [
          "metadata": ["labels": labels(revision)],
          "spec": [
            "terminationGracePeriodSeconds": 60,
            "containers": [container(image: image, cpu: cpu, preStop: preStop)],
          ],
        ],
      ],
    ]
  }

  private static func container(image: String, cpu: String, preStop: Int) -> JSONValue {
    [
      "name": "api", "image": .string(image), "ports": [["name": "http", "containerPort": 8000]],
      "resources": ["requests": ["cpu": .string(cpu), "memory": "512Mi"]],
      "lifecycle": ["preStop": ["sleep": ["seconds": .integer(Int64(preStop))]]],
      "livenessProbe": [
        "httpGet": ["path": "/health/live", "port": 8000], "periodSeconds": 10,
      ],
      "readinessProbe": [
        "httpGet": ["path": "/health/ready", "port": 8000], "periodSeconds": 5,
      ],
    ]
  }

  static func service(_ name: String = "api", selecting revision: String = "v1") -> JSONValue {
    [
      "apiVersion": "v1", "kind": "Service",
      "metadata": [
        "name": .string(name), "namespace": "default", "labels": ["team": "physics"],
      ],
      "spec": [
        "selector": labels(revision),
        "ports": [["name": "http", "port": 80, "targetPort": 8000]],
      ],
    ]
  }

  static func route(_ backends: [(service: String, weight: Int)]) -> JSONValue {
    [
      "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
      "metadata": ["name": "api", "namespace": "default"],
      "spec": [
        "parentRefs": [["name": "public"]],
        "rules": [["backendRefs": .array(backends.map(backend))]],
      ],
    ]
  }

  static func backend(_ service: String, _ weight: Int) -> JSONValue {
    ["name": .string(service), "port": 80, "weight": .integer(Int64(weight))]
  }

  static func autoscaler(min: Int = 2, max: Int = 10) -> JSONValue {
    [
      "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
      "metadata": ["name": "api", "namespace": "default"],
      "spec": [
        "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "api-v1"],
        "minReplicas": .integer(Int64(min)), "maxReplicas": .integer(Int64(max)),
        "metrics": [
          [
            "type": "Resource",
            "resource": [
              "name": "cpu", "target": ["type": "Utilization", "averageUtilization": 70],
            ],
          ]
        ],
      ],
    ]
  }

  static func budget(maxUnavailable: JSONValue = "25%") -> JSONValue {
    [
      "apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
      "metadata": ["name": "api", "namespace": "default"],
      "spec": ["maxUnavailable": maxUnavailable, "selector": ["matchLabels": labels("v1")]],
    ]
  }
}
