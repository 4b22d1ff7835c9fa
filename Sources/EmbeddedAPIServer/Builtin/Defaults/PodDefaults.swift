import JSON

/// What the API server fills into pods and pod templates (`pkg/apis/core/v1/defaults.go`).
enum PodDefaults {
  /// 0644 in the decimal that JSON needs.
  private static let fileMode: JSONValue = 420

  static func apply(toPod pod: inout JSONValue) {
    pod.updateOrCreate("spec") { spec in
      apply(toSpec: &spec)
      spec.setDefault("enableServiceLinks", true)
      spec.setDefault("serviceAccountName", "default")
      spec.setDefault("serviceAccount", spec["serviceAccountName"] ?? "default")
      spec.setDefault("priority", 0)
      spec.setDefault("preemptionPolicy", "PreemptLowerPriority")
      spec.setDefault("tolerations", .array(nodeTolerations))
      spec.updateEach("containers", requestLimits)
      spec.updateEach("initContainers", requestLimits)
    }
  }

  static func apply(toTemplate template: inout JSONValue) {
    template.updateOrCreate("spec", apply(toSpec:))
  }

  static func apply(toSpec spec: inout JSONValue) {
    spec.setDefault("restartPolicy", "Always")
    spec.setDefault("dnsPolicy", "ClusterFirst")
    spec.setDefault("terminationGracePeriodSeconds", 30)
    spec.setDefault("securityContext", .object([:]))
    spec.setDefault("schedulerName", "default-scheduler")
    spec.updateEach("containers", apply(toContainer:))
    spec.updateEach("initContainers", apply(toContainer:))
    spec.updateEach("volumes", apply(toVolume:))
  }

  private static func apply(toContainer container: inout JSONValue) {
    container.setDefault("imagePullPolicy", pullPolicy(container["image"]?.stringValue ?? ""))
    container.setDefault("terminationMessagePath", "/dev/termination-log")
    container.setDefault("terminationMessagePolicy", "File")
    container.setDefault("resources", .object([:]))
    container.updateEach("ports") { $0.setDefault("protocol", "TCP") }
    container.updateEach("env") { variable in
      variable.update("valueFrom") { source in
        source.update("fieldRef") { $0.setDefault("apiVersion", "v1") }
      }
    }
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
      container.update(probe, apply(toProbe:))
    }
    container.update("lifecycle") { lifecycle in
      for hook in ["postStart", "preStop"] {
        lifecycle.update(hook) { $0.update("httpGet", apply(toHTTPGet:)) }
      }
    }
  }

  /// `latest`, said or unsaid, is pulled always.
  private static func pullPolicy(_ image: String) -> JSONValue {
    if image.contains("@") { return "IfNotPresent" }
    let last = image.split(separator: "/").last ?? ""
    let parts = last.split(separator: ":")
    return parts.count < 2 || parts[1] == "latest" ? "Always" : "IfNotPresent"
  }

  private static func apply(toProbe probe: inout JSONValue) {
    probe.setDefault("timeoutSeconds", 1)
    probe.setDefault("periodSeconds", 10)
    probe.setDefault("successThreshold", 1)
    probe.setDefault("failureThreshold", 3)
    probe.update("httpGet", apply(toHTTPGet:))
    probe.update("grpc") { $0.setDefault("service", "") }
  }

  private static func apply(toHTTPGet action: inout JSONValue) {
    action.setDefault("path", "/")
    action.setDefault("scheme", "HTTP")
  }

  private static func apply(toVolume volume: inout JSONValue) {
    for source in ["secret", "configMap", "downwardAPI", "projected"] {
      volume.update(source) { $0.setDefault("defaultMode", fileMode) }
    }
    volume.update("hostPath") { $0.setDefault("type", "") }
    volume.update("projected") { projected in
      projected.updateEach("sources") { source in
        source.update("serviceAccountToken") { $0.setDefault("expirationSeconds", 3600) }
      }
    }
    if volume.objectValue?.keys == ["name"] { volume["emptyDir"] = .object([:]) }
  }

  private static func requestLimits(_ container: inout JSONValue) {
    container.update("resources") { resources in
      guard let limits = resources["limits"]?.objectValue else { return }
      resources.updateOrCreate("requests") { requests in
        for limit in limits { requests.setDefault(limit.key, limit.value) }
      }
    }
  }

  private static let nodeTolerations: [JSONValue] = ["not-ready", "unreachable"].map {
    [
      "key": .string("node.kubernetes.io/\($0)"), "operator": "Exists", "effect": "NoExecute",
      "tolerationSeconds": 300,
    ]
  }
}
