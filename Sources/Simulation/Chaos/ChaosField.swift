import APIMachinery
import JSON
import PhysicsResources

/// A field of a child that is ours and that a rival writes nevertheless.
package enum ChaosField: String, Hashable, Sendable, CaseIterable {
  /// The service leads to nobody.
  case selector
  /// The service's port has another name.
  case port
  case replicas
  /// The pods get another image.
  case image
  /// The autoscaler's bounds.
  case limits
  /// The autoscaler looks after something else.
  case target
  /// The budget allows nothing.
  case allowance
  /// Our labels go.
  case labels
  /// The owner goes: an orphan.
  case owner

  package var child: ChaosChild {
    switch self {
    case .selector, .port: .service
    case .replicas, .image, .labels, .owner: .deployment
    case .limits, .target: .autoscaler
    case .allowance: .budget
    }
  }

  /// Where it is in the object, and what the rival puts there.
  private var edit: (path: [String], value: JSONValue) {
    switch self {
    case .selector: (["spec", "selector", Keys.revision], "nobody")
    case .port: (["spec", "ports", "0", "name"], "rival")
    case .replicas: (["spec", "replicas"], 1)
    case .image:
      (["spec", "template", "spec", "containers", "0", "image"], "ghcr.io/rival/physics:v1")
    case .limits: (["spec", "maxReplicas"], 3)
    case .target: (["spec", "scaleTargetRef", "name"], "rival")
    case .allowance: (["spec", "maxUnavailable"], 0)
    case .labels: (["metadata", "labels"], [:])
    case .owner: (["metadata", "ownerReferences"], [])
    }
  }

  func spoil(_ object: inout APIObject) {
    let edit = edit
    _ = object.json.set(edit.value, at: JSONPointer(edit.path))
  }
}
