import JSON

/// What the API server demands of ingresses (`pkg/apis/networking/validation`).
enum IngressValidation {
  static func validate(ingress: JSONValue, old: JSONValue?) -> [FieldError] {
    if let old, old["spec"] == ingress["spec"] { return [] }
    let spec = ingress["spec"] ?? .object([:])
    let path: FieldPath = "spec"
    let rules = spec["rules"]?.arrayValue ?? []
    var errors: [FieldError] = []
    if rules.isEmpty, spec["defaultBackend"] == nil {
      let detail = "either `defaultBackend` or `rules` must be specified"
      errors.append(.invalid(path, .null, detail))
    }
    if let backend = spec["defaultBackend"] {
      errors += backendErrors(backend, at: path.child("defaultBackend"))
    }
    for (index, rule) in rules.enumerated() {
      errors += ruleErrors(rule, at: path.child("rules").index(index))
    }
    if let name = spec["ingressClassName"]?.stringValue {
      errors += FieldChecks.name(name, .subdomain, at: path.child("ingressClassName"))
    }
    return errors
  }

  private static func ruleErrors(_ rule: JSONValue, at path: FieldPath) -> [FieldError] {
    var errors = hostErrors(rule.text("host"), at: path.child("host"))
    guard let http = rule["http"] else { return errors }
    let place = path.child("http").child("paths")
    let paths = http["paths"]?.arrayValue ?? []
    if paths.isEmpty { errors.append(.required(place)) }
    return errors + paths.enumerated().flatMap { pathErrors($1, at: place.index($0)) }
  }

  private static func hostErrors(_ host: String, at path: FieldPath) -> [FieldError] {
    guard !host.isEmpty else { return [] }
    if IPAddress(host) != nil {
      return [.invalid(path, .string(host), "must be a DNS name, not an IP address")]
    }
    guard host.contains("*") else { return FieldChecks.name(host, .subdomain, at: path) }
    if host.hasPrefix("*."), NameRule.subdomain.problems(of: String(host.dropFirst(2))).isEmpty {
      return []
    }
    let detail =
      "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which "
      + "must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric "
      + "character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*"
      + "[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
    return [.invalid(path, .string(host), detail)]
  }

  private static func pathErrors(_ entry: JSONValue, at path: FieldPath) -> [FieldError] {
    guard let type = entry["pathType"]?.stringValue else {
      return [.required(path.child("pathType"), "pathType must be specified")]
    }
    let text = entry.text("path")
    let place = path.child("path")
    var problems: [String] = []
    var errors: [FieldError] = []
    switch type {
    case "Exact", "Prefix":
      if !text.hasPrefix("/") { problems.append("must be an absolute path") }
      for sequence in ["//", "/./", "/../", "%2f", "%2F"] where text.contains(sequence) {
        problems.append("must not contain '\(sequence)'")
      }
      for suffix in ["/..", "/."] where text.hasSuffix(suffix) {
        problems.append("cannot end with '\(suffix)'")
      }
    case "ImplementationSpecific":
      if !text.isEmpty, !text.hasPrefix("/") { problems.append("must be an absolute path") }
    default:
      let supported = ["Exact", "ImplementationSpecific", "Prefix"]
      errors.append(
        .notSupported(path.child("pathType"), .string(type), supported: supported)
      )
    }
    errors += problems.map { .invalid(place, .string(text), $0) }
    return errors + backendErrors(entry["backend"] ?? [:], at: path.child("backend"))
  }

  private static func backendErrors(_ backend: JSONValue, at path: FieldPath) -> [FieldError] {
    switch (backend["resource"], backend["service"]) {
    case (.some, .some):
      return [.invalid(path, "", "cannot set both resource and service backends")]
    case (nil, nil): return [.invalid(path, "", "resource or service backend is required")]
    case (let resource?, nil):
      return ["kind", "name"].flatMap {
        FieldChecks.required(resource[$0], at: path.child("resource").child($0))
      }
    case (nil, let service?): return serviceErrors(service, at: path)
    }
  }

  private static func serviceErrors(_ service: JSONValue, at path: FieldPath) -> [FieldError] {
    let place = path.child("service")
    let errors = FieldChecks.requiredName(service["name"], .dns1035Label, at: place.child("name"))
    let name = service.text("port", "name")
    let number = service["port"]?["number"]?.intValue ?? 0
    switch (name.isEmpty, number == 0) {
    case (false, false):
      return errors + [.invalid(path, "", "cannot set both port name & port number")]
    case (false, true):
      return errors + FieldChecks.portName(name, at: place.child("port").child("name"))
    case (true, false):
      return errors + PortRule.errors(number, at: place.child("port").child("number"))
    case (true, true): return errors + [.required(path, "port name or number is required")]
    }
  }
}
