import Rollout

extension RouteProblem {
  static let gatewayMissing = RouteProblem.apiMissing(
    "the cluster does not serve gateway.networking.k8s.io/v1; install the Gateway API, "
      + "or set spec.routing.router to None"
  )
  static let traefikMissing = RouteProblem.apiMissing(
    "the cluster does not serve traefik.io/v1alpha1; install Traefik's resource definitions, "
      + "or set spec.routing.router to None"
  )
}
