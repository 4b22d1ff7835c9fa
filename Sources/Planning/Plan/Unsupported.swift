import PhysicsResources

/// What a spec may say but this version does not carry out; a rollout waits rather than guess.
enum Unsupported {
  static func sentence(_ spec: PhysicsAPISpec) -> String? {
    if spec.routing.router == .traefik {
      return
        "spec.routing.router Traefik is not carried out by this version; use GatewayAPI or None"
    }
    if !spec.routing.gatewayAPI.routeName.isEmpty {
      return "spec.routing.gatewayAPI.routeName is not carried out by this version; "
        + "give parentRefs and let the operator own the HTTPRoute"
    }
    return nil
  }
}
