import APIMachinery
import JSON
import Time
import Transport

extension Cluster {
  /// Gives a pod to a node, as a scheduler does.
  mutating func bind(
    _ request: APIRequest,
    _ resource: ServedResource,
    _ key: ObjectKey
  ) throws(APIStatus) -> Answer {
    let body = try request.plainBody()
    guard let node = body["target"]?["name"]?.stringValue, !node.isEmpty else {
      throw .badRequest("target.name: Required value")
    }
    guard let old = object(resource, key) else { throw .notFound(resource.type, name: key.name) }
    let assigned = old.spec["nodeName"]?.stringValue ?? ""
    guard assigned.isEmpty else {
      throw .conflict(
        resource.type,
        name: key.name,
        "pod \(key.name) is already assigned to node \"\(assigned)\""
      )
    }
    var pod = old
    pod.json["spec"]?["nodeName"] = .string(node)
    let source = WriteSource(verb: .update, options: try request.writeOptions)
    if !source.options.isDryRun {
      _ = commit(.modified, pod, previous: old, of: resource, by: source)
    }
    return .json(APIStatus(code: 201, reason: "", message: "").json, status: 201)
  }
}
