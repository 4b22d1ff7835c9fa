import APIMachinery
package import PhysicsResources
package import Rollout
package import Scaling
package import Time

/// The world around one resource at an instant, as far as a plan needs it.
package struct Observation: Sendable {
  package var now: Timestamp
  package var resource: PhysicsAPI
  /// None of an earlier resource of this name: those are about to be collected, and what they select, scale or serve is not ours.
  package internal(set) var children: ObservedChildren
  /// Objects that are not ours and are known to have a name which a child may need.
  package var namesakes: ObservedChildren
  /// The user's routes that `RouteReference.all` names, as far as they exist.
  package var userRoutes: ObservedChildren
  /// By name, for every ConfigMap that the workload reads.
  package var configMaps: [String: ConfigMapContent]
  /// By name, for every Secret that the workload tracks.
  package var secrets: [String: SecretContent]
  package var capabilities: Capabilities
  /// What was measured of the canary; `nil` while it has no weight, or its pods are too young.
  package var evidence: AnalysisEvidence?
  /// What was measured of stable alone, also before the canary has weight; `nil` when nothing was, or not lately.
  package var stableEvidence: AnalysisEvidence?
  /// Whether stable was not measured because it was not asked for long enough: the operator or the rollout has only just begun.
  package var isStableAwaited: Bool
  /// Where requests went since the router took the weight; `nil` when nobody counted.
  package var measuredShare: MeasuredShare?
  /// Whether no request of users reaches the canary any more; `nil` when nobody looked.
  package var canaryIsSilent: Bool?
  /// The counters behind `evidence`, for the journal.
  package var evidenceJournal: EvidenceJournal?
  /// When pods, or Prometheus, were asked last; `nil` when never.
  package var metricsOrderedAt: Timestamp?
  /// `nil` when the forecast is switched off.
  package var floorEvidence: FloorEvidence?
  package var forecast: ForecastFacts
  /// Writes of the last pass that the API refused.
  package var refusals: [Refusal]

  package init(
    now: Timestamp,
    resource: PhysicsAPI,
    children: ObservedChildren = ObservedChildren(),
    namesakes: ObservedChildren = ObservedChildren(),
    userRoutes: ObservedChildren = ObservedChildren(),
    configMaps: [String: ConfigMapContent] = [:],
    secrets: [String: SecretContent] = [:],
    capabilities: Capabilities,
    evidence: AnalysisEvidence? = nil,
    stableEvidence: AnalysisEvidence? = nil,
    isStableAwaited: Bool = false,
    measuredShare: MeasuredShare? = nil,
    canaryIsSilent: Bool? = nil,
    evidenceJournal: EvidenceJournal? = nil,
    metricsOrderedAt: Timestamp? = nil,
    floorEvidence: FloorEvidence? = nil,
    forecast: ForecastFacts = .unknown,
    refusals: [Refusal] = []
  ) {
    self.now = now
    self.resource = resource
    let owner = resource.ownerReference
    self.children = children.filter { !$0.isOfPredecessor(of: owner) }
    self.namesakes = namesakes.merging(children.filter { $0.isOfPredecessor(of: owner) })
    self.userRoutes = userRoutes
    self.configMaps = configMaps
    self.secrets = secrets
    self.capabilities = capabilities
    self.evidence = evidence
    self.stableEvidence = stableEvidence
    self.isStableAwaited = isStableAwaited
    self.measuredShare = measuredShare
    self.canaryIsSilent = canaryIsSilent
    self.evidenceJournal = evidenceJournal
    self.metricsOrderedAt = metricsOrderedAt
    self.floorEvidence = floorEvidence
    self.forecast = forecast
    self.refusals = refusals
  }

  /// The floor that the forecast asks for; the one place where its policy is applied.
  var floor: FloorDecision? {
    floorEvidence.map { evidence in
      isForecastHeld
        ? .held(evidence, isEnforced: !wasCapacityUnknown) : FloorPolicy.decide(evidence)
    }
  }

  /// Whether what the status says of the forecast stands, because nothing newer is known.
  var isForecastHeld: Bool { forecast.isPending && resource.status.forecast != nil }

  /// A capacity that was not known well enough to move replicas is not known better after a restart.
  private var wasCapacityUnknown: Bool {
    resource.status.conditions.contains {
      $0.type == ConditionType.forecastAvailable.rawValue
        && $0.reason == ConditionReason.capacityUnknown.rawValue
    }
  }
}

extension APIObject {
  /// Whether its controller is an earlier resource of the same kind and name.
  fileprivate func isOfPredecessor(of owner: OwnerReference) -> Bool {
    guard let controller = controllerOwner, controller.uid != owner.uid else { return false }
    return controller.kind == owner.kind && controller.name == owner.name
  }
}
