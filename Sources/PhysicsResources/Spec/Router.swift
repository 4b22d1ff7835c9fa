/// What splits traffic over two revisions.
package enum Router: String, WireEnum {
  /// The number of pods behind one Service.
  case none = "None"
  /// The weights of an HTTPRoute.
  case gatewayAPI = "GatewayAPI"
  /// The weights of a TraefikService.
  case traefik = "Traefik"
}
