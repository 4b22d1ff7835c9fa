import APIMachinery
import JSON
import PhysicsResources

/// Puts the actions of a pass into the order of rollouts.md: traffic away first, capacity down last.
enum ActionOrder {
  static func sorted(_ actions: [PlannedAction]) -> [PlannedAction] {
    let ids = actions.map(\.id)
    let ranked = actions.enumerated().sorted { left, right in
      let (first, second) = (rank(left.element), rank(right.element))
      return first == second ? left.offset < right.offset : first < second
    }
    return ranked.map { _, action in
      var action = action
      // A prerequisite that is already so is not an action of this pass.
      action.prerequisites = action.prerequisites.filter(ids.contains)
      return action
    }
  }

  private static func rank(_ action: PlannedAction) -> Int {
    if action.urgency == .takesTrafficAway { return 0 }
    switch (action.operation, action.type) {
    // Who is kept must be kept before there is a reason to, and until there is none.
    case (.patch(let patch, _), .physicsAPIs): return patch.isRemoval ? 11 : 1
    case (.create, .controllerRevisions), (.create, .configMaps): return 1
    case (.create, .deployments), (.apply, .deployments): return 2
    case (.delete, .horizontalPodAutoscalers), (.delete, .podDisruptionBudgets): return 3
    case (.scale(let replicas), _): return replicas > 0 ? 4 : 9
    case (.delete, .httpRoutes), (.delete, .ingresses): return 8
    case (.delete, _): return 10
    case (_, .horizontalPodAutoscalers), (_, .podDisruptionBudgets): return 5
    case (_, .services): return 6
    default: return 7
    }
  }
}

extension JSONPatch {
  fileprivate var isRemoval: Bool {
    operations.contains { if case .remove = $0 { true } else { false } }
  }
}
