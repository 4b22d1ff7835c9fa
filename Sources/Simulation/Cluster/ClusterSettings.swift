/// What a simulated cluster is made of; the defaults are a small, healthy one.
package struct ClusterSettings: Hashable, Sendable {
  /// Decides every random draw: start-up times, delays, requests.
  package var seed: UInt64
  package var nodeCount = 3
  /// Allocatable CPU of each node, in cores.
  package var nodeCores = 8.0
  /// How long a node needs to fetch an image and create the container.
  package var imagePull: ClosedRange<Duration> = .seconds(2)...(.seconds(6))
  /// From the start of the process to its first success of the readiness probe.
  package var startUp: ClosedRange<Duration> = .seconds(15)...(.seconds(25))
  /// From SIGTERM to the end of a process that is allowed to finish.
  package var shutDown: Duration = .seconds(2)
  /// From a change of pods or of a Service to the EndpointSlice that shows it.
  package var endpointDelay: ClosedRange<Duration> = .zero ... .seconds(1)
  /// From a new generation of an HTTPRoute to its acceptance in status.
  package var routeAcceptance: ClosedRange<Duration> = .zero ... .seconds(2)
  /// From a write of a route or an EndpointSlice to the requests that feel it.
  ///
  /// With zero the data plane cannot lose a request whatever the operator does: such a world proves nothing about draining.
  package var gatewayDelay: ClosedRange<Duration> = .zero ... .seconds(10)
  package var application = ApplicationProfile()
  /// Whether `custom.metrics.k8s.io` answers the HPA's Pods metrics.
  package var servesCustomMetrics = false

  package init(seed: UInt64) {
    self.seed = seed
  }
}
