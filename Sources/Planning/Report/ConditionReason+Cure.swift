import PhysicsResources

extension ConditionReason {
  /// Whether nothing can be done for the service while it lasts.
  var isObstacle: Bool {
    switch self {
    case .invalidSpec, .nameConflict, .waitingForGarbageCollection, .configMapMissing,
      .secretMissing, .writeRefused, .routeAPIMissing:
      true
    case .initializing, .steady, .progressing, .baking, .promoting, .rollingBack, .rolledBack,
      .degraded, .notStalled, .specChanged, .pausedBySpec, .pausedByRequest, .manualHold,
      .insufficientRequests, .stableUnhealthy, .noCapacity, .capacityBelowDemand,
      .progressDeadlineExceeded, .revisionRejected, .errorRateAboveLimit, .latencyAboveLimit,
      .worseThanStable, .queryOutsideLimit, .containersTerminated, .crashLoopBackOff,
      .containerConfigInvalid, .imageNameInvalid, .imagePullFailed, .neverReady,
      .evidenceInsufficient, .aborted, .superseded, .reverted, .rerouted, .deleting, .noCanary,
      .weightApplied, .weightNotVerified, .routeNotAccepted, .endpointsOutdated, .routeContested,
      .routeMissing, .weightUnreachable, .metricsRead, .metricsNotNeeded, .metricsUnreadable,
      .metricsStale,
      .countersNotMonotonic, .customMetricsAPIMissing, .forecastTrusted, .forecastOff,
      .forecastColdStart, .forecastInaccurate, .forecastDataStale, .capacityUnknown, .noVerdict,
      .specUnreadable, .hold, .podsNotReady, .shareNotMeasured, .drain, .suspended, .pinned,
      .routeForeignOwner, .queryInvalid, .windowClipped:
      false
    }
  }

  /// What a person can do about it; `nil` where only time helps.
  func cure(for name: String) -> String? {
    switch self {
    case .pausedBySpec: "set spec.paused to false"
    case .pausedByRequest: "say: physics-operator resume \(name)"
    case .manualHold: "say: physics-operator promote \(name)"
    case .insufficientRequests:
      "send it users, lower spec.rollout.analysis.minimumRequests, or say: "
        + "physics-operator promote \(name)"
    case .evidenceInsufficient: "send it users, then say: physics-operator retry \(name)"
    case .stableUnhealthy, .capacityUnknown: "mend the stable revision or what it depends on"
    case .noCapacity: "make room for its pods, then say: physics-operator resume \(name)"
    case .capacityBelowDemand: "raise spec.scaling.maxReplicas"
    case .progressDeadlineExceeded, .degraded, .initializing, .podsNotReady:
      "look at its pods: physics-operator get \(name)"
    case .noVerdict: "let the checks be read, or say: physics-operator promote \(name)"
    case .specUnreadable: "mend what the spec depends on, as its message says"
    case .suspended:
      "mend what both revisions depend on; it starts again by itself, or say: "
        + "physics-operator retry \(name)"
    case .pinned: "change spec.workload to go on from here"
    case .routeForeignOwner: "name a route whose rules lead to \(name)-stable and \(name)-canary"
    case .queryInvalid: "correct the query in spec.rollout.analysis.queries"
    case .revisionRejected, .rolledBack, .errorRateAboveLimit, .latencyAboveLimit, .worseThanStable,
      .queryOutsideLimit, .containersTerminated, .crashLoopBackOff, .containerConfigInvalid,
      .imageNameInvalid, .imagePullFailed, .neverReady, .aborted:
      "deploy a mended revision, or say: physics-operator retry \(name)"
    case .invalidSpec: "correct the fields it names"
    case .nameConflict: "delete or rename the object of the same name"
    case .configMapMissing, .secretMissing: "create it, or take its name out of the spec"
    case .writeRefused: "let the webhook, the quota or the role that refuses it admit the write"
    case .weightNotVerified, .routeNotAccepted:
      "look at status.parents of the route: its Gateway has to accept it"
    case .endpointsOutdated:
      "look at the EndpointSlices of Service \(name): they decide which pods get requests"
    case .routeContested:
      "find who else writes the route's weights, then say: physics-operator resume \(name)"
    case .routeMissing: "create the route, or correct its name in spec.routing"
    case .routeAPIMissing: "install the route's custom resource definition, or set router to None"
    case .weightUnreachable: "use a router, or weights that the number of pods can express"
    case .metricsUnreadable, .metricsStale:
      "let the pods' metrics be read, or say: physics-operator promote \(name)"
    case .countersNotMonotonic:
      "let one process per pod serve the metrics, or all of them through one registry"
    case .customMetricsAPIMissing:
      "install a metrics adapter, or set requestsPerSecondPerReplica to 0"
    case .steady, .progressing, .baking, .promoting, .rollingBack, .notStalled, .specChanged,
      .superseded, .reverted, .rerouted, .waitingForGarbageCollection, .deleting, .noCanary,
      .weightApplied,
      .metricsRead, .metricsNotNeeded, .forecastTrusted, .forecastOff, .forecastColdStart,
      .forecastInaccurate, .forecastDataStale, .hold, .shareNotMeasured, .drain, .windowClipped:
      nil
    }
  }
}
