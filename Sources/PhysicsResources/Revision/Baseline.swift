import JSON

/// The value at which a field of a workload does not count for the identity of a revision.
struct Baseline: Hashable, Sendable {
  /// The way to the field, below `spec.workload`.
  let path: [String]
  let value: JSONValue

  init(_ path: String, _ value: JSONValue) {
    self.path = path.split(separator: ".").map(String.init)
    self.value = value
  }
}

extension Baseline {
  /// Literals on purpose: a default that changes later must not change what old revisions are called.
  ///
  /// Append only. A field that comes later gets no row unless it has a default, and then that default, in every table.
  static let v1: [Baseline] = [
    Baseline("imagePullPolicy", "IfNotPresent"),
    Baseline("imagePullSecrets", []),
    Baseline("command", []),
    Baseline("args", []),
    Baseline("env", []),
    Baseline("envFrom", []),
    Baseline("port", 8000),
    Baseline("scheme", "HTTP"),
    Baseline("probes.livenessPath", "/health/live"),
    Baseline("probes.readinessPath", "/health/ready"),
    Baseline("probes.liveness.initialDelay", "30s"),
    Baseline("probes.liveness.period", "10s"),
    Baseline("probes.liveness.timeout", "5s"),
    Baseline("probes.liveness.failureThreshold", 3),
    Baseline("probes.readiness.initialDelay", "10s"),
    Baseline("probes.readiness.period", "5s"),
    Baseline("probes.readiness.timeout", "3s"),
    Baseline("probes.readiness.failureThreshold", 3),
    Baseline(
      "resources",
      [
        "requests": ["cpu": "0.5", "memory": "536870912"],
        "limits": ["cpu": "1", "memory": "1073741824"],
      ]
    ),
    Baseline("mounts", []),
    Baseline("trackSecrets", []),
    Baseline("terminationGracePeriod", "1m"),
    Baseline("podTemplate", [:]),
  ]
}
