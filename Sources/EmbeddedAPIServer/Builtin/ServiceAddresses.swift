import APIMachinery
import JSON

extension Cluster {
  /// Gives a service the addresses and node ports that it lacks, and keeps those it has.
  func assignAddresses(
    _ object: inout APIObject,
    old: APIObject?,
    of resource: ServedResource
  ) throws(APIStatus) {
    guard resource.type == .services else { return }
    var spec = object.spec
    guard let type = spec["type"]?.stringValue else { return }
    if let old { Self.dropFields(of: old, in: &spec) }
    object.json["spec"] = spec
    guard type != "ExternalName" else { return }
    let taken = TakenAddresses(collection(resource.storage).table.objects)
    if spec["clusterIP"]?.stringValue?.isEmpty ?? true {
      spec["clusterIP"] = old?.spec["clusterIP"] ?? .string(taken.freeAddress)
    }
    spec["clusterIPs"] = .array([spec["clusterIP"] ?? .null])
    if type == "NodePort" || type == "LoadBalancer" {
      keepNodePorts(of: old, in: &spec)
      var free = taken.freeNodePorts
      spec.updateEach("ports") { port in
        port.setDefault("nodePort", .integer(Int64(free.removeFirst())))
      }
    }
    object.json["spec"] = spec
  }

  /// What only the former type has a use for goes with it, unless somebody changed it in the same breath: then it is refused.
  private static func dropFields(of old: APIObject, in spec: inout JSONValue) {
    guard let type = spec["type"]?.stringValue, let former = old.spec["type"]?.stringValue,
      type != former
    else { return }
    var useless: [String] = []
    if former == "LoadBalancer" {
      useless += ["allocateLoadBalancerNodePorts", "loadBalancerClass"]
    }
    if type != "NodePort", type != "LoadBalancer" {
      useless += ["externalTrafficPolicy", "healthCheckNodePort"]
      let before = (old.spec["ports"]?.arrayValue ?? []).map { $0["nodePort"] }
      spec.updateEach("ports") { port in
        if before.contains(port["nodePort"]) { port["nodePort"] = nil }
      }
    }
    for field in useless where spec[field] == old.spec[field] { spec[field] = nil }
  }

  private func keepNodePorts(of old: APIObject?, in spec: inout JSONValue) {
    let before = old?.spec["ports"]?.arrayValue ?? []
    spec.updateEach("ports") { port in
      let same = before.first { $0["port"] == port["port"] && $0["protocol"] == port["protocol"] }
      if let number = same?["nodePort"] { port.setDefault("nodePort", number) }
    }
  }
}

/// The addresses and node ports that services have; the next one is the lowest that is free.
private struct TakenAddresses {
  private let addresses: Set<String>
  private let nodePorts: Set<Int>

  init(_ services: [APIObject]) {
    addresses = Set(services.compactMap { $0.spec["clusterIP"]?.stringValue })
    nodePorts = Set(
      services.flatMap { $0.spec["ports"]?.arrayValue ?? [] }.compactMap {
        $0["nodePort"]?.intValue
      }
    )
  }

  /// From 10.96.0.0/12, as kubeadm sets it up; .1 belongs to the API server itself.
  var freeAddress: String {
    let number = (10...65_000).first { !addresses.contains(Self.address($0)) } ?? 10
    return Self.address(number)
  }

  /// From 30000-32767; a service has at most a hundred ports.
  var freeNodePorts: [Int] {
    Array((30_000...32_767).lazy.filter { !nodePorts.contains($0) }.prefix(128))
  }

  private static func address(_ number: Int) -> String { "10.96.\(number >> 8).\(number & 255)" }
}
