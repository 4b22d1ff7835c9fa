import APIMachinery
import JSON
import PhysicsResources

/// One write in a line: what is done to which object, and the one thing in it that matters to a rollout.
enum WriteSummary {
  static func text(_ action: PlannedAction) -> String {
    let title = "\(action.verb.rawValue) \(action.type.kind) \(action.key.name)"
    let detail = detail(of: action)
    return detail.isEmpty ? title : "\(title): \(detail)"
  }

  private static func detail(of action: PlannedAction) -> String {
    switch action.operation {
    case .create(let object, _), .apply(let object): detail(of: object, action.type)
    case .scale(let replicas): "to \(replicas)"
    case .delete: ""
    case .patch(_, let note) where action.type == .physicsAPIs: note
    case .patch:
      action.changes.map { "\($0.path) \($0.to?.jsonText ?? "")" }.joined(separator: ", ")
    }
  }

  private static func detail(of object: APIObject, _ type: ResourceType) -> String {
    switch type {
    case .httpRoutes: weights(of: object)
    case .services:
      "to \(object.spec["selector"]?[Keys.revision]?.stringValue ?? "all revisions")"
    case .horizontalPodAutoscalers:
      "\(object.spec["scaleTargetRef"]?["name"]?.stringValue ?? "") from "
        + "\(object.spec["minReplicas"]?.intValue ?? 1)"
    default: ""
    }
  }

  private static func weights(of route: APIObject) -> String {
    let backends = route.spec["rules"]?[0]?["backendRefs"]?.arrayValue ?? []
    return backends.map { backend in
      "\(backend["name"]?.stringValue ?? "?") \(backend["weight"]?.intValue ?? 1)"
    }.joined(separator: ", ")
  }
}
