import JSON

/// What the API server demands of services.
enum ServiceValidation {
  private static let path: FieldPath = "spec"

  static func validate(_ service: JSONValue, old: JSONValue?) -> [FieldError] {
    if let old, old["spec"] == service["spec"] { return [] }
    let spec = service["spec"] ?? .object([:])
    let ports = spec["ports"]?.arrayValue ?? []
    let type = spec.text("type")
    let isHeadless = spec["clusterIP"] == "None"
    var errors: [FieldError] = []
    if ports.isEmpty, !isHeadless, type != "ExternalName" {
      errors.append(.required(path.child("ports")))
    }
    errors += typeErrors(spec, type, ports, isHeadless)
    errors += portErrors(ports)
    errors += FieldChecks.labels(spec["selector"], at: path.child("selector"))
    errors += affinityErrors(spec)
    errors += FieldChecks.choice(
      spec["type"] ?? "ClusterIP",
      of: ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"],
      at: path.child("type")
    )
    errors += addressErrors(spec, type)
    errors += nodePortErrors(ports, type) + duplicateErrors(ports)
    return errors + updateErrors(spec, old: old?["spec"])
  }

  private static func typeErrors(
    _ spec: JSONValue,
    _ type: String,
    _ ports: [JSONValue],
    _ isHeadless: Bool
  ) -> [FieldError] {
    switch type {
    case "LoadBalancer":
      return ports.enumerated().compactMap { index, port in
        guard port["port"] == 10_250 else { return nil }
        let detail = "may not expose port 10250 externally since it is used by kubelet"
        return .invalid(path.child("ports").index(index), 10_250, detail)
      }
    case "NodePort":
      guard isHeadless else { return [] }
      let detail = "may not be set to 'None' for NodePort services"
      return [.invalid(path.child("clusterIPs").index(0), "None", detail)]
    case "ExternalName":
      var errors: [FieldError] = []
      if !spec.text("clusterIP").isEmpty {
        let detail = "may not be set for ExternalName services"
        errors.append(.forbidden(path.child("clusterIPs"), detail))
      }
      let name = spec.text("externalName")
      let host = name.hasSuffix(".") ? String(name.dropLast()) : name
      let place = path.child("externalName")
      return errors
        + (host.isEmpty ? [.required(place)] : FieldChecks.name(host, .subdomain, at: place))
    default: return []
    }
  }

  private static func portErrors(_ ports: [JSONValue]) -> [FieldError] {
    var errors: [FieldError] = []
    var names: Set<String> = []
    for (index, port) in ports.enumerated() {
      let place = path.child("ports").index(index)
      let name = port.text("name")
      if name.isEmpty {
        if ports.count > 1 { errors.append(.required(place.child("name"))) }
      } else {
        errors += FieldChecks.name(name, .label, at: place.child("name"))
        if !names.insert(name).inserted {
          errors.append(.duplicate(place.child("name"), .string(name)))
        }
      }
      errors += PortRule.errors(port["port"]?.intValue ?? 0, at: place.child("port"))
      errors += FieldChecks.choice(
        port["protocol"] ?? "TCP",
        of: FieldChecks.portProtocols,
        at: place.child("protocol")
      )
      if let target = port["targetPort"] {
        errors += FieldChecks.portNumberOrName(target, at: place.child("targetPort"))
      }
      let application = port.text("appProtocol")
      guard !application.isEmpty else { continue }
      errors += LabelSyntax.keyProblems(application).map {
        .invalid(place.child("appProtocol"), .string(application), $0)
      }
    }
    return errors
  }

  private static func affinityErrors(_ spec: JSONValue) -> [FieldError] {
    let affinity = spec["sessionAffinity"] ?? "None"
    var errors = FieldChecks.choice(
      affinity,
      of: ["ClientIP", "None"],
      at: path.child("sessionAffinity")
    )
    if affinity == "None", spec["sessionAffinityConfig"] != nil {
      let detail = "must not be set when session affinity is None"
      errors.append(.forbidden(path.child("sessionAffinityConfig"), detail))
    }
    return errors
  }

  private static func addressErrors(_ spec: JSONValue, _ type: String) -> [FieldError] {
    let address = spec.text("clusterIP")
    guard type != "ExternalName", !address.isEmpty, address != "None", IPAddress(address) == nil
    else { return [] }
    let detail = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
    return [.invalid(path.child("clusterIPs").index(0), .string(address), detail)]
  }

  private static func nodePortErrors(_ ports: [JSONValue], _ type: String) -> [FieldError] {
    ports.enumerated().flatMap { index, port -> [FieldError] in
      guard let number = port["nodePort"]?.intValue, number != 0 else { return [] }
      let place = path.child("ports").index(index).child("nodePort")
      if type == "ClusterIP" {
        return [.forbidden(place, "may not be used when `type` is 'ClusterIP'")]
      }
      guard !(30_000...32_767).contains(number) else { return [] }
      let detail =
        "provided port is not in the valid range. The range of valid ports is 30000-32767"
      return [.invalid(place, .integer(Int64(number)), detail)]
    }
  }

  private static func duplicateErrors(_ ports: [JSONValue]) -> [FieldError] {
    var seen: Set<String> = []
    return ports.enumerated().compactMap { index, port in
      let name = port["protocol"]?.stringValue ?? "TCP"
      let number = port["port"]?.intValue ?? 0
      guard !seen.insert("\(name) \(number)").inserted else { return nil }
      let shown =
        "{\"Name\":\"\",\"Protocol\":\"\(name)\",\"AppProtocol\":null,\"Port\":\(number),"
        + "\"TargetPort\":0,\"NodePort\":0}"
      return FieldError(
        path: path.child("ports").index(index),
        kind: .duplicate,
        badValue: .text(shown)
      )
    }
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
