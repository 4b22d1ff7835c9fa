package import APIMachinery
package import EmbeddedAPIServer
package import Logging
package import Time
package import Tracing
package import Transport

/// What a world is made of.
package struct WorldSettings: Sendable {
  package var cluster: ClusterSettings
  package var start: Timestamp
  /// Picks the next of the ready tasks at random; `nil` runs them first in, first out.
  package var shuffleSeed: UInt64?
  package var logger: Logger
  /// Gets the operator's spans; `nil` for none.
  package var tracer: (any Tracer)?
  /// What goes wrong between the operator and its API server; the dice have the cluster's seed.
  package var faults = FaultScript()
  /// Plants a fault: the API refuses every write that takes traffic away from a canary.
  package var breaksRollback = false
  /// Who is let in to the API server, and what they may do.
  package var access = AccessSettings()
  /// The ServiceAccount that the operator runs as, in a pod that looks after its own namespace; `nil`
  /// for one outside the cluster that shows no credentials.
  package var operatorAccount: ObjectKey?
  /// Whether it looks after all namespaces instead.
  package var looksAfterAll = false
  /// Whether operators work under a lease, so that several may run.
  package var usesLease = false
  /// Who else answers in the cluster's network, a Prometheus for one; `nil` for what is not its.
  package var neighbour: (@Sendable (HTTPRequest) -> HTTPResponse?)?
  /// Whether the API server can begin a watch with what is there; `false` as in Kubernetes 1.30, 1.31 and 1.33.
  package var streamsLists = true
  /// What the API server remembers of the past.
  package var history = HistoryLimits()
  /// Whether the cluster has Traefik's definitions beside those of the Gateway API.
  package var installsTraefik = false

  /// A Monday morning, silent.
  package init(seed: UInt64) {
    cluster = ClusterSettings(seed: seed)
    start = Timestamp(epochSeconds: 1_767_600_000)
    shuffleSeed = nil
    logger = Logger(label: "world") { _ in SwiftLogNoOpLogHandler() }
  }
}
