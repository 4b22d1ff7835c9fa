import APIMachinery
import JSON

/// `log`, `exec`, `attach` and `portforward`: what the API server says of nodes on which no kubelet answers.
extension Cluster {
  private static let kubeletPort = 10_250

  func log(
    _ request: APIRequest,
    _ resource: ServedResource,
    _ key: ObjectKey
  ) throws(APIStatus) -> Answer {
    let pod = try pod(resource, key)
    let container = try container(of: pod, named: request.query["container"])
    let node = pod.spec["nodeName"]?.stringValue ?? ""
    // A pod that no node has yet has said nothing yet.
    guard !node.isEmpty else { return .text("", status: 200) }
    let host = try address(of: node)
    let place = "\(key.namespace)/\(key.name)/\(container)"
    throw .unreachable(
      "Get \"https://\(host)/containerLogs/\(place)\": dial tcp \(host): connect: connection refused"
    )
  }

  func stream(
    _ request: APIRequest,
    _ resource: ServedResource,
    _ key: ObjectKey,
    choosesContainer: Bool
  ) throws(APIStatus) -> Answer {
    let pod = try pod(resource, key)
    if choosesContainer { _ = try container(of: pod, named: request.query["container"]) }
    let node = pod.spec["nodeName"]?.stringValue ?? ""
    guard !node.isEmpty else {
      throw .badRequest("pod \(pod.name) does not have a host assigned")
    }
    let host = try address(of: node)
    throw .unreachable("error dialing backend: dial tcp \(host): connect: connection refused")
  }

  private func pod(_ resource: ServedResource, _ key: ObjectKey) throws(APIStatus) -> APIObject {
    guard let pod = object(resource, key) else { throw .notFound(resource.type, name: key.name) }
    return pod
  }

  /// The container asked for, or the only one.
  private func container(
    of pod: APIObject,
    named name: String?
  ) throws(APIStatus) -> String {
    let main = pod.spec["containers"]?.arrayValue ?? []
    let all = ((pod.spec["initContainers"]?.arrayValue ?? []) + main).compactMap {
      $0["name"]?.stringValue
    }
    if let name, !name.isEmpty {
      guard all.contains(name) else {
        throw .badRequest("container \(name) is not valid for pod \(pod.name)")
      }
      return name
    }
    guard main.count == 1, let only = main[0]["name"]?.stringValue else {
      throw .badRequest(
        "a container name must be specified for pod \(pod.name), choose one of: "
          + "[\(all.joined(separator: " "))]"
      )
    }
    return only
  }

  private func address(of node: String) throws(APIStatus) -> String {
    guard let nodes = catalog.resource(.nodes),
      let object = object(nodes, ObjectKey(namespace: "", name: node))
    else { throw .notFound(.nodes, name: node) }
    let addresses = object.status["addresses"]?.arrayValue ?? []
    let preferred = addresses.first { $0["type"] == "InternalIP" } ?? addresses.first
    guard let host = preferred?["address"]?.stringValue else {
      throw .unreachable("no preferred addresses found; known addresses: []")
    }
    return "\(host):\(Self.kubeletPort)"
  }
}

extension APIStatus {
  /// An error for which the server has no reason.
  fileprivate static func unreachable(_ message: String) -> APIStatus {
    APIStatus(code: 500, reason: "", message: message)
  }
}
