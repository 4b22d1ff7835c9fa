/// Every reason that a condition, a rejection or an event may give: scripts and alerts match on these words, so none is ever renamed.
package enum ConditionReason: String, WireEnum {
  // The phases, where nothing more particular is true.
  case initializing = "Initializing"
  case steady = "Steady"
  case progressing = "Progressing"
  case baking = "Baking"
  case promoting = "Promoting"
  case rollingBack = "RollingBack"
  case rolledBack = "RolledBack"
  case degraded = "Degraded"
  case notStalled = "NotStalled"
  case specChanged = "SpecChanged"

  // What holds a rollout.
  case pausedBySpec = "PausedBySpec"
  case pausedByRequest = "PausedByRequest"
  case manualHold = "ManualHold"
  case insufficientRequests = "InsufficientRequests"
  case stableUnhealthy = "StableUnhealthy"
  case noCapacity = "NoCapacity"
  case capacityBelowDemand = "CapacityBelowDemand"
  case progressDeadlineExceeded = "ProgressDeadlineExceeded"
  case revisionRejected = "RevisionRejected"
  case noVerdict = "NoVerdict"
  case specUnreadable = "SpecUnreadable"

  // What a rollout waits for.
  case hold = "Hold"
  case podsNotReady = "PodsNotReady"
  case shareNotMeasured = "ShareNotMeasured"
  case drain = "Drain"

  // What takes a revision back.
  case errorRateAboveLimit = "ErrorRateAboveLimit"
  case latencyAboveLimit = "LatencyAboveLimit"
  case worseThanStable = "WorseThanStable"
  case queryOutsideLimit = "QueryOutsideLimit"
  case containersTerminated = "ContainersTerminated"
  case crashLoopBackOff = "CrashLoopBackOff"
  case containerConfigInvalid = "ContainerConfigInvalid"
  case imageNameInvalid = "ImageNameInvalid"
  case imagePullFailed = "ImagePullFailed"
  case neverReady = "NeverReady"
  case evidenceInsufficient = "EvidenceInsufficient"
  case aborted = "Aborted"
  case superseded = "Superseded"
  case reverted = "Reverted"
  case rerouted = "Rerouted"
  case suspended = "Suspended"
  case pinned = "Pinned"

  // What stands in the way of a reconcile.
  case invalidSpec = "InvalidSpec"
  case nameConflict = "NameConflict"
  case waitingForGarbageCollection = "WaitingForGarbageCollection"
  case configMapMissing = "ConfigMapMissing"
  case secretMissing = "SecretMissing"
  case writeRefused = "WriteRefused"
  case deleting = "Deleting"

  // Traffic.
  case noCanary = "NoCanary"
  case weightApplied = "WeightApplied"
  case weightNotVerified = "WeightNotVerified"
  case routeNotAccepted = "RouteNotAccepted"
  case endpointsOutdated = "EndpointsOutdated"
  case routeContested = "RouteContested"
  case routeMissing = "RouteMissing"
  case routeAPIMissing = "RouteAPIMissing"
  case routeForeignOwner = "RouteForeignOwner"
  case weightUnreachable = "WeightUnreachable"

  // Metrics.
  case metricsRead = "MetricsRead"
  case metricsNotNeeded = "MetricsNotNeeded"
  case metricsUnreadable = "MetricsUnreadable"
  case metricsStale = "MetricsStale"
  case queryInvalid = "QueryInvalid"
  case windowClipped = "WindowClipped"
  case countersNotMonotonic = "CountersNotMonotonic"
  case customMetricsAPIMissing = "CustomMetricsAPIMissing"

  // The forecast.
  case forecastTrusted = "ForecastTrusted"
  case forecastOff = "ForecastOff"
  case forecastColdStart = "ForecastColdStart"
  case forecastInaccurate = "ForecastInaccurate"
  case forecastDataStale = "ForecastDataStale"
  case capacityUnknown = "CapacityUnknown"
}

extension PhysicsAPIPhase {
  /// The reason to give where nothing more particular is true; a pause always has one of its own.
  package var reason: ConditionReason {
    switch self {
    case .initializing: .initializing
    case .steady: .steady
    case .progressing: .progressing
    case .baking: .baking
    case .promoting: .promoting
    case .paused: .pausedByRequest
    case .rollingBack: .rollingBack
    case .rolledBack: .rolledBack
    case .degraded: .degraded
    }
  }
}
