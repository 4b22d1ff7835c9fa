import JSON

/// What the API server demands of the containers of a pod.
enum ContainerValidation {
  /// The containers of one list; `mountable` are the names of the pod's sound volumes.
  static func errors(
    _ containers: [JSONValue],
    mountable: Set<String>,
    areInitial: Bool = false,
    at path: FieldPath
  ) -> [FieldError] {
    var errors: [FieldError] = []
    var names: Set<String> = []
    for (index, container) in containers.enumerated() {
      let place = path.index(index)
      errors += commonErrors(container, mountable, at: place)
      let name = container.text("name")
      if !name.isEmpty, !names.insert(name).inserted {
        errors.append(.duplicate(place.child("name"), .string(name)))
      }
      if areInitial, container["restartPolicy"] != "Always" {
        errors += initialErrors(container, at: place)
      } else {
        errors += runningErrors(container, at: place)
      }
    }
    return errors
  }

  private static func commonErrors(
    _ container: JSONValue,
    _ mountable: Set<String>,
    at path: FieldPath
  ) -> [FieldError] {
    var errors = FieldChecks.requiredName(container["name"], .label, at: path.child("name"))
    let image = container.text("image")
    if image.isEmpty { errors.append(.required(path.child("image"))) }
    if image != image.trimmed {
      let detail = "must not have leading or trailing whitespace"
      errors.append(.invalid(path.child("image"), .string(image), detail))
    }
    errors += FieldChecks.choice(
      container["terminationMessagePolicy"] ?? "File",
      of: ["File", "FallbackToLogsOnError"],
      at: path.child("terminationMessagePolicy")
    )
    errors += portErrors(container["ports"]?.arrayValue ?? [], at: path.child("ports"))
    errors += EnvironmentValidation.errors(container, at: path)
    errors += mountErrors(container, mountable, at: path.child("volumeMounts"))
    errors += FieldChecks.choice(
      container["imagePullPolicy"] ?? "Always",
      of: ["Always", "IfNotPresent", "Never"],
      at: path.child("imagePullPolicy")
    )
    return errors + ResourceValidation.errors(container["resources"], at: path.child("resources"))
  }

  private static func runningErrors(_ container: JSONValue, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for hook in ["postStart", "preStop"] {
      guard let handler = container["lifecycle"]?[hook] else { continue }
      errors += ProbeValidation.handlerErrors(handler, at: path.child("lifecycle").child(hook))
    }
    for probe in ProbeValidation.Kind.allCases {
      errors += ProbeValidation.errors(container[probe.rawValue], probe, at: path)
    }
    return errors
  }

  /// An initial container ends before anything could ask how it is.
  private static func initialErrors(_ container: JSONValue, at path: FieldPath) -> [FieldError] {
    ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"].filter {
      container[$0] != nil
    }.map {
      .forbidden(path.child($0), "may not be set for init containers without restartPolicy=Always")
    }
  }

  private static func portErrors(_ ports: [JSONValue], at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var names: Set<String> = []
    for (index, port) in ports.enumerated() {
      let place = path.index(index)
      let name = port.text("name")
      if !name.isEmpty {
        let problems = FieldChecks.portName(name, at: place.child("name"))
        errors += problems
        if problems.isEmpty, !names.insert(name).inserted {
          errors.append(.duplicate(place.child("name"), .string(name)))
        }
      }
      let number = port["containerPort"]?.intValue ?? 0
      errors +=
        number == 0
        ? [.required(place.child("containerPort"))]
        : PortRule.errors(number, at: place.child("containerPort"))
      if let host = port["hostPort"]?.intValue, host != 0 {
        errors += PortRule.errors(host, at: place.child("hostPort"))
      }
      errors += FieldChecks.choice(
        port["protocol"] ?? "TCP",
        of: FieldChecks.portProtocols,
        at: place.child("protocol")
      )
    }
    return errors
  }

  private static func mountErrors(
    _ container: JSONValue,
    _ mountable: Set<String>,
    at path: FieldPath
  ) -> [FieldError] {
    var errors: [FieldError] = []
    var places: Set<String> = []
    for (index, mount) in (container["volumeMounts"]?.arrayValue ?? []).enumerated() {
      let place = path.index(index)
      let name = mount.text("name")
      if name.isEmpty { errors.append(.required(place.child("name"))) }
      if !mountable.contains(name) {
        errors.append(.notFound(place.child("name"), .string(name)))
      }
      let mountPath = mount.text("mountPath")
      if mountPath.isEmpty { errors.append(.required(place.child("mountPath"))) }
      if !places.insert(mountPath).inserted {
        let detail = "must be unique"
        errors.append(.invalid(place.child("mountPath"), .string(mountPath), detail))
      }
      errors += VolumeValidation.localPathErrors(mount.text("subPath"), at: place.child("subPath"))
      guard !mount.text("subPathExpr").isEmpty, !mount.text("subPath").isEmpty else { continue }
      let detail = "subPathExpr and subPath are mutually exclusive"
      errors.append(.invalid(place.child("subPathExpr"), mount["subPathExpr"] ?? "", detail))
    }
    return errors
  }
}
