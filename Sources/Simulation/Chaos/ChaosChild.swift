import APIMachinery
import PhysicsResources

/// A child of a service, as a script calls it; which object that is depends on the role.
package enum ChaosChild: String, Hashable, Sendable, CaseIterable {
  case deployment
  case service
  case autoscaler
  case budget
  case revision
  case route

  var type: ResourceType {
    switch self {
    case .deployment: .deployments
    case .service: .services
    case .autoscaler: .horizontalPodAutoscalers
    case .budget: .podDisruptionBudgets
    case .revision: .controllerRevisions
    case .route: .httpRoutes
    }
  }

  /// What the child's name has behind the service's; `nil` while nobody has the role.
  func suffix(_ role: ScenarioRole, _ status: PhysicsAPIStatus, _ router: Router) -> String? {
    let revision = role == .stable ? status.stable?.revision : status.canary?.revision
    switch self {
    case .deployment, .revision: return revision.map { "-\($0)" }
    case .service: return router == .none ? "" : "-\(role.rawValue)"
    case .autoscaler, .budget: return role == .stable ? "" : "-canary"
    case .route: return ""
    }
  }
}
