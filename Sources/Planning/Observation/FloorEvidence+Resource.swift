package import Forecast
package import PhysicsResources
package import Scaling
package import Time

extension FloorEvidence {
  /// The evidence for a resource's floor; `nil` when its forecast is switched off.
  ///
  /// - Parameter capacity: what a pod can do as far as it was measured; without it what the specification says.
  package init?(
    of resource: PhysicsAPI,
    at now: Timestamp,
    lastHeard: Timestamp,
    forecast: Result<LoadForecast, ForecastUnavailable>,
    peakLoad: Double?,
    capacity: ReplicaCapacity? = nil,
    reactive: Int? = nil
  ) {
    let scaling = resource.spec.scaling
    guard scaling.forecast.mode != .off else { return nil }
    self.init(
      mode: scaling.forecast.mode == .enforce ? .enforce : .observe,
      now: now,
      lastHeard: min(lastHeard, now),
      forecast: forecast,
      peakLoad: peakLoad,
      capacity: capacity ?? ReplicaCapacity(scaling),
      bounds: ReplicaBounds(min: scaling.minReplicas, max: scaling.maxReplicas),
      previous: resource.status.forecast.flatMap { FloorRecord($0) },
      reactive: reactive
    )
  }

  /// Nothing new is known, as in a dry run: the floor stays what the status says.
  package static func held(for resource: PhysicsAPI, at now: Timestamp) -> FloorEvidence? {
    FloorEvidence(
      of: resource,
      at: now,
      lastHeard: now,
      forecast: .failure(.nothingRecent),
      peakLoad: nil
    )
  }
}

extension ScalingSpec {
  /// What the HPA aims at per replica, requests per second: the user's target, else 70 % of what a pod can do; 0 when nobody knows.
  ///
  /// - Parameter measured: what a pod can do as far as it was measured.
  package func reactiveTargetPerReplica(at measured: ReplicaCapacity?) -> Double {
    if requestsPerSecondPerReplica > 0 { return requestsPerSecondPerReplica }
    return 0.7 * ((measured ?? ReplicaCapacity(self))?.requestsPerSecond ?? 0)
  }
}

extension ReplicaCapacity {
  /// The guide's forest comes with the guide's capacity, unless the user says what a pod can do.
  package init?(_ scaling: ScalingSpec) {
    let forecast = scaling.forecast
    if let known = ReplicaCapacity(
      declared: forecast.capacityPerReplica,
      targetPerReplica: scaling.requestsPerSecondPerReplica
    ) {
      self = known
    } else if forecast.model == .randomForest {
      self.init(
        requestsPerSecond: Double(forecast.guide.requestsPerSecondPerReplica),
        source: .declared
      )
    } else {
      return nil
    }
  }
}

extension FloorRecord {
  fileprivate init?(_ stored: ForecastStatus) {
    guard let floor = stored.floor, let changedAt = stored.changedAt else { return nil }
    self.init(floor: floor, changedAt: changedAt)
  }
}
