/// Where the requests of an application's users go in.
package enum TrafficEntry: Hashable, Sendable {
  /// The HTTPRoute of the application's name, or its Service where there is no such route.
  case application
  /// An HTTPRoute of another name, in the application's namespace.
  case httpRoute(String)
  /// A TraefikService, in the application's namespace.
  case traefikService(String)
}
