import APIMachinery
import JSON
import PhysicsResources
import Rollout

extension ChildFactory {
  package enum Role: String {
    case stable
    case canary
  }

  func serviceName(_ role: Role) -> String { "\(resource.name)-\(role.rawValue)" }

  /// For callers inside the cluster; without a router it is also the switch that moves user traffic.
  func mainService(selecting selector: JSONObject) -> DesiredChild {
    var service = service(
      named: resource.name,
      type: resource.spec.service.type.rawValue,
      selector: selector
    )
    let annotations = resource.spec.service.annotations
    if !annotations.isEmpty {
      let members = annotations.sorted { $0.key < $1.key }
        .map { JSONObject.Member(key: $0.key, value: .string($0.value)) }
      service.configuration.metadata["annotations"] = .object(JSONObject(members))
    }
    return service
  }

  /// One of the two targets of a router.
  func targetService(_ role: Role, selecting revision: RevisionID) -> DesiredChild {
    service(
      named: serviceName(role),
      type: "ClusterIP",
      selector: labels.selector(of: revision)
    )
  }

  private func service(named name: String, type: String, selector: JSONObject) -> DesiredChild {
    let spec: JSONObject = [
      "type": .string(type), "selector": .object(selector),
      "ports": [
        [
          "name": "http", "port": .integer(Int64(resource.spec.service.port)),
          "targetPort": .string(PodTemplate.portName), "protocol": "TCP",
        ]
      ],
    ]
    let target = selector[Keys.revision]?.stringValue.map { "revision \($0)" } ?? "all revisions"
    return DesiredChild(
      type: .services,
      configuration: object(.services, name, labels: labels.common, ["spec": .object(spec)]),
      reason: "leads to \(target)"
    )
  }
}
