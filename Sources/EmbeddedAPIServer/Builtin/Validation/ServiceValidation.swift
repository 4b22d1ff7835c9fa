import JSON

/// What the API server demands of services.
enum ServiceValidation {
  static func validate(_ service: JSONValue, old: JSONValue?) -> [FieldError] {
    let spec = service["spec"] ?? .object([:])
    let ports = spec["ports"]?.arrayValue ?? []
    let isHeadless = spec["clusterIP"]?.stringValue == "None"
    guard !ports.isEmpty || isHeadless || spec["type"]?.stringValue == "ExternalName" else {
      return [.required("spec.ports")]
    }
    return portErrors(ports) + updateErrors(spec, old: old?["spec"])
  }

  private static func portErrors(_ ports: [JSONValue]) -> [FieldError] {
    var errors: [FieldError] = []
    var names: Set<String> = []
    var endpoints: Set<JSONValue> = []
    for (index, port) in ports.enumerated() {
      let path = FieldPath("spec.ports").index(index)
      let name = port["name"]?.stringValue ?? ""
      if name.isEmpty, ports.count > 1 { errors.append(.required(path.child("name"))) }
      if !name.isEmpty, !names.insert(name).inserted {
        errors.append(.duplicate(path.child("name"), .string(name)))
      }
      errors += PortRule.errors(port["port"]?.intValue ?? 0, at: path.child("port"))
      let endpoint: JSONValue = [
        "port": port["port"] ?? .null, "protocol": port["protocol"] ?? "TCP",
      ]
      if !endpoints.insert(endpoint).inserted { errors.append(.duplicate(path, endpoint)) }
    }
    return errors
  }

  /// An address stays as long as the service does.
  private static func updateErrors(_ spec: JSONValue, old: JSONValue?) -> [FieldError] {
    guard let before = old?["clusterIP"], let address = spec["clusterIP"], before != address,
      before != "", old?["type"] != "ExternalName", spec["type"] != "ExternalName"
    else { return [] }
    return [
      .invalid("spec.clusterIPs[0]", .array([address]), "may not change once set")
    ]
  }
}
