/// How traffic is split over two revisions.
package struct RoutingSpec: SchemaDescribed {
  package var router = Router.none
  package var hosts: [String] = []
  package var gatewayAPI = GatewayAPISpec()
  package var ingress = IngressSpec()
  package var traefik = TraefikSpec()

  package init() {}

  package static let fields: [Field<RoutingSpec>] = [
    Field(
      "router",
      \.router,
      .oneOf(Router.self),
      "What splits the traffic: None splits by the number of pods, up to 50 %."
    ),
    Field(
      "hosts",
      \.hosts,
      .list(of: .text(.hostname), max: 32),
      "Host names that reach the service from outside."
    ),
    Field("gatewayAPI", \.gatewayAPI, .object(GatewayAPISpec.self), "For router GatewayAPI."),
    Field(
      "ingress",
      \.ingress,
      .object(IngressSpec.self),
      "A plain Ingress to the service, written when hosts are given and router is None."
    ),
    Field("traefik", \.traefik, .object(TraefikSpec.self), "For router Traefik."),
  ]

  package static let rules: [Rule<RoutingSpec>] = [
    Rule(
      "self.router != 'GatewayAPI' || size(self.gatewayAPI.parentRefs) > 0 "
        + "|| self.gatewayAPI.routeName != ''",
      message: "router GatewayAPI needs a Gateway; "
        + "set gatewayAPI.parentRefs, or gatewayAPI.routeName to weight a route of your own"
    ) { routing in
      routing.router != .gatewayAPI || !routing.gatewayAPI.parentRefs.isEmpty
        || !routing.gatewayAPI.routeName.isEmpty
    },
    Rule(
      "self.router != 'Traefik' || self.traefik.serviceName != ''",
      message: "router Traefik needs a weighted TraefikService; set traefik.serviceName"
    ) { $0.router != .traefik || !$0.traefik.serviceName.isEmpty },
  ]
}
