import APIMachinery
import JSON

/// What `kubectl get` shows of services, endpoint slices and ingresses.
enum NetworkColumns {
  static let service: [PrinterColumn] = [
    .path("Type", ["spec", "type"]),
    .path("Cluster-IP", ["spec", "clusterIP"], missing: "<none>"),
    PrinterColumn(name: "External-IP") { object, _ in .string(externalAddress(object)) },
    PrinterColumn(name: "Port(s)") { object, _ in .string(ports(object)) },
    .age(),
    PrinterColumn(name: "Selector", priority: 1) { object, _ in
      let labels = object.value(at: ["spec", "selector"])?.objectValue ?? [:]
      return .string(labels.isEmpty ? "<none>" : LabelSelector(equals: labels).query)
    },
  ]

  static let endpoints: [PrinterColumn] = [
    PrinterColumn(name: "Endpoints") { object, _ in .string(endpointAddresses(object)) }, .age(),
  ]

  /// `10.244.0.2:8000` for every address and port of every subset.
  private static func endpointAddresses(_ object: JSONValue) -> String {
    let subsets = object["subsets"]?.arrayValue ?? []
    let pairs = subsets.flatMap { subset in
      let addresses = subset["addresses"]?.arrayValue?.compactMap { $0["ip"]?.stringValue } ?? []
      let ports = subset["ports"]?.arrayValue?.compactMap { $0["port"]?.intValue } ?? []
      if ports.isEmpty { return addresses }
      return ports.flatMap { port in addresses.map { "\($0):\(port)" } }
    }
    return listed(pairs, or: "<none>")
  }

  static let endpointSlice: [PrinterColumn] = [
    .path("AddressType", ["addressType"]),
    PrinterColumn(name: "Ports") { object, _ in
      .string(
        listed(object["ports"]?.arrayValue?.map { $0["port"]?.jsonText ?? "*" }, or: "<unset>")
      )
    },
    PrinterColumn(name: "Endpoints") { object, _ in
      let addresses = object["endpoints"]?.arrayValue?.flatMap { endpoint in
        endpoint["addresses"]?.arrayValue?.compactMap(\.stringValue) ?? []
      }
      return .string(listed(addresses, or: "<unset>"))
    },
    .age(),
  ]

  static let ingress: [PrinterColumn] = [
    .path("Class", ["spec", "ingressClassName"], missing: "<none>"),
    PrinterColumn(name: "Hosts") { object, _ in
      let rules = object.value(at: ["spec", "rules"])?.arrayValue ?? []
      let hosts = rules.compactMap { $0["host"]?.stringValue }.filter { !$0.isEmpty }
      return .string(listed(hosts, or: "*"))
    },
    PrinterColumn(name: "Address") { object, _ in .string(addresses(object).joined(separator: ","))
    },
    PrinterColumn(name: "Ports") { object, _ in
      .string(object.value(at: ["spec", "tls"]) == nil ? "80" : "80, 443")
    },
    .age(),
  ]

  private static func externalAddress(_ service: JSONValue) -> String {
    let extra = service.value(at: ["spec", "externalIPs"])?.arrayValue?.compactMap(\.stringValue)
    switch service.value(at: ["spec", "type"])?.stringValue {
    case "LoadBalancer":
      let found = addresses(service) + (extra ?? [])
      return found.isEmpty ? "<pending>" : found.joined(separator: ",")
    case "ExternalName": return service.value(at: ["spec", "externalName"])?.stringValue ?? ""
    default:
      guard let extra, !extra.isEmpty else { return "<none>" }
      return extra.joined(separator: ",")
    }
  }

  private static func addresses(_ object: JSONValue) -> [String] {
    let points = object.value(at: ["status", "loadBalancer", "ingress"])?.arrayValue ?? []
    return points.compactMap { $0["ip"]?.stringValue ?? $0["hostname"]?.stringValue }
  }

  /// `80/TCP`, and `80:30080/TCP` with a node port.
  private static func ports(_ service: JSONValue) -> String {
    let ports = service.value(at: ["spec", "ports"])?.arrayValue ?? []
    let texts = ports.map { port in
      let node = port["nodePort"]?.intValue.map { ":\($0)" } ?? ""
      return "\(port["port"]?.intValue ?? 0)\(node)/\(port["protocol"]?.stringValue ?? "TCP")"
    }
    return texts.isEmpty ? "<none>" : texts.joined(separator: ",")
  }

  /// The first three, and how many more there are.
  private static func listed(_ texts: [String]?, or empty: String) -> String {
    guard let texts, !texts.isEmpty else { return empty }
    let more = texts.count > 3 ? " + \(texts.count - 3) more..." : ""
    return texts.prefix(3).joined(separator: ",") + more
  }
}
