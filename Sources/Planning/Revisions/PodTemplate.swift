import JSON
import PhysicsResources
import Rollout

/// Renders the pod template of a new revision; what it gives is frozen in the revision's record.
struct PodTemplate {
  /// The name that a user's `podTemplate` must use to add to our container.
  static let containerName = "api"
  /// What Services aim at: by name, because two revisions in flight may serve on different ports.
  static let portName = "http"
  /// Seconds that a pod goes on serving after it was told to end.
  ///
  /// Load balancers and kube-proxy learn of an endpoint's end within a few seconds; without the pause they would send requests to
  /// a closed port. A third of a short grace period, so that the application keeps the rest.
  static func preStopSeconds(of grace: Duration) -> Int64 {
    min(15, grace.components.seconds / 3)
  }

  let service: String
  let revision: RevisionID
  let workload: WorkloadSpec
  let metrics: MetricsSpec

  /// Ours over the user's `podTemplate`, as a strategic merge would do it.
  var json: JSONValue {
    TemplateMerge.merge(workload.podTemplate, under: ours)
  }

  private var ours: JSONValue {
    [
      "metadata": [
        "labels": .object(ChildLabels(service: service).pod(of: revision)),
        "annotations": .object(scrapeAnnotations),
      ],
      "spec": podSpec,
    ]
  }

  private var podSpec: JSONValue {
    var spec: JSONObject = [
      "containers": [container],
      "terminationGracePeriodSeconds": .integer(workload.terminationGracePeriod.components.seconds),
      "affinity": spreadOverNodes,
    ]
    if workload.podTemplate["spec"]?["affinity"] != nil { spec["affinity"] = nil }
    if !workload.mounts.isEmpty { spec["volumes"] = .array(volumes) }
    if !workload.imagePullSecrets.isEmpty {
      spec["imagePullSecrets"] = .array(workload.imagePullSecrets)
    }
    return .object(spec)
  }

  private var container: JSONValue {
    var container: JSONObject = [
      "name": .string(Self.containerName),
      "image": .string(workload.image),
      "imagePullPolicy": .string(workload.imagePullPolicy.rawValue),
      "ports": .array(ports),
      "resources": workload.resources,
      "livenessProbe": probe(workload.probes.livenessPath, workload.probes.liveness),
      "readinessProbe": probe(workload.probes.readinessPath, workload.probes.readiness),
      "lifecycle": [
        "preStop": [
          "sleep": ["seconds": .integer(Self.preStopSeconds(of: workload.terminationGracePeriod))]
        ]
      ],
    ]
    let lists: [(String, [JSONValue])] = [
      ("command", workload.command.map(JSONValue.string)),
      ("args", workload.args.map(JSONValue.string)),
      ("env", workload.env), ("envFrom", workload.envFrom), ("volumeMounts", volumeMounts),
    ]
    for (field, list) in lists where !list.isEmpty { container[field] = .array(list) }
    return .object(container)
  }

  /// The serving port, and the metrics' own where they have one.
  private var ports: [JSONValue] {
    let serving: JSONValue = [
      "name": .string(Self.portName), "containerPort": .integer(Int64(workload.port)),
      "protocol": "TCP",
    ]
    guard metrics.port != 0, metrics.port != workload.port else { return [serving] }
    return [
      serving,
      [
        "name": "metrics", "containerPort": .integer(Int64(metrics.port)), "protocol": "TCP",
      ],
    ]
  }

  private func probe(_ path: String, _ timing: ProbeTiming) -> JSONValue {
    [
      "httpGet": [
        "path": .string(path), "port": .integer(Int64(workload.port)),
        "scheme": .string(workload.scheme.rawValue),
      ],
      "initialDelaySeconds": .integer(timing.initialDelay.components.seconds),
      "periodSeconds": .integer(timing.period.components.seconds),
      "timeoutSeconds": .integer(timing.timeout.components.seconds),
      "failureThreshold": .integer(Int64(timing.failureThreshold)),
    ]
  }

  private var volumes: [JSONValue] {
    workload.mounts.enumerated().map { index, mount in
      var volume: JSONObject = ["name": .string(volumeName(index))]
      if let secret = mount.secret { volume["secret"] = ["secretName": .string(secret)] }
      if let configMap = mount.configMap { volume["configMap"] = ["name": .string(configMap)] }
      return .object(volume)
    }
  }

  private var volumeMounts: [JSONValue] {
    workload.mounts.enumerated().map { index, mount in
      [
        "name": .string(volumeName(index)), "mountPath": .string(mount.path), "readOnly": true,
      ]
    }
  }

  private func volumeName(_ index: Int) -> String { "mount-\(index)" }

  /// The guide's preference: pods of one service on different nodes.
  private var spreadOverNodes: JSONValue {
    [
      "podAntiAffinity": [
        "preferredDuringSchedulingIgnoredDuringExecution": [
          [
            "weight": 100,
            "podAffinityTerm": [
              "labelSelector": ["matchLabels": [Keys.service: .string(service)]],
              "topologyKey": "kubernetes.io/hostname",
            ],
          ]
        ]
      ]
    ]
  }

  private var scrapeAnnotations: JSONObject {
    let port = metrics.port == 0 ? workload.port : metrics.port
    return [
      "prometheus.io/scrape": "true", "prometheus.io/port": .string(String(port)),
      "prometheus.io/path": .string(metrics.path),
    ]
  }
}
