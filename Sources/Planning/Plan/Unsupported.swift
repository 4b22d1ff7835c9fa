import PhysicsResources

/// What a spec may say but this version does not carry out; a rollout waits rather than guess.
enum Unsupported {
  static func sentence(_ spec: PhysicsAPISpec) -> String? {
    if spec.metrics.source == .prometheus {
      return "spec.metrics.source Prometheus is not carried out by this version; use Pods"
    }
    return nil
  }
}
