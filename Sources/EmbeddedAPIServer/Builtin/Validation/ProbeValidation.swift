import JSON

/// What the API server demands of probes and lifecycle hooks.
enum ProbeValidation {
  enum Kind: String, CaseIterable {
    case liveness = "livenessProbe"
    case readiness = "readinessProbe"
    case startup = "startupProbe"
  }

  static func errors(_ probe: JSONValue?, _ kind: Kind, at parent: FieldPath) -> [FieldError] {
    guard let probe else { return [] }
    let path = parent.child(kind.rawValue)
    var errors = handlerErrors(probe, at: path)
    for field in [
      "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold",
      "failureThreshold",
    ] {
      errors += FieldChecks.notNegative(probe[field], at: path.child(field))
    }
    let grace = probe["terminationGracePeriodSeconds"]?.intValue
    let gracePath = path.child("terminationGracePeriodSeconds")
    if let grace, grace <= 0 {
      errors.append(.invalid(gracePath, .integer(Int64(grace)), "must be greater than 0"))
    }
    switch kind {
    case .liveness, .startup:
      let threshold = probe["successThreshold"] ?? 1
      if threshold != 1 {
        errors.append(.invalid(path.child("successThreshold"), threshold, "must be 1"))
      }
    case .readiness:
      if let grace {
        let detail = "must not be set for readinessProbes"
        errors.append(.invalid(gracePath, .integer(Int64(grace)), detail))
      }
    }
    return errors
  }

  /// Exactly one way of asking.
  static func handlerErrors(_ handler: JSONValue, at path: FieldPath) -> [FieldError] {
    let given = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"].filter { handler[$0] != nil }
    guard let first = given.first else {
      return [.required(path, "must specify a handler type")]
    }
    let further = given.dropFirst().map {
      FieldError.forbidden(path.child($0), "may not specify more than 1 handler type")
    }
    return actionErrors(handler[first] ?? [:], first, at: path.child(first)) + further
  }

  private static func actionErrors(
    _ action: JSONValue,
    _ name: String,
    at path: FieldPath
  ) -> [FieldError] {
    switch name {
    case "exec":
      action["command"]?.arrayValue?.isEmpty ?? true ? [.required(path.child("command"))] : []
    case "httpGet": requestErrors(action, at: path)
    case "tcpSocket", "grpc":
      FieldChecks.portNumberOrName(action["port"], at: path.child("port"))
    default: []
    }
  }

  private static func requestErrors(_ action: JSONValue, at path: FieldPath) -> [FieldError] {
    FieldChecks.required(action["path"] ?? "/", at: path.child("path"))
      + FieldChecks.portNumberOrName(action["port"], at: path.child("port"))
      + schemeErrors(action["scheme"], at: path.child("scheme"))
  }

  private static func schemeErrors(_ scheme: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard let scheme, scheme != "HTTP", scheme != "HTTPS" else { return [] }
    return [.notSupported(path, scheme, supported: ["HTTP", "HTTPS"])]
  }
}
