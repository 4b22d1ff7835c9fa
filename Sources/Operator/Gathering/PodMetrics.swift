import APIMachinery
import PhysicsResources
import Planning
import Time

/// Feeds what the desk read to the evidence and to the load history, and orders what is to be read next; never waits for it.
struct PodMetrics {
  let desk: MetricsDesk
  let forecasts: ForecastDesk

  /// - Parameter journal: the ConfigMap with the check-point of the load, as far as the cache shows it.
  func read(
    _ resource: PhysicsAPI,
    pods: [APIObject],
    journal: APIObject?,
    memory: ServiceMemory,
    at now: Timestamp
  ) -> MetricsReadings {
    let load = LoadSampler(
      desk: forecasts,
      resource: resource,
      journal: journal,
      memory: memory,
      now: now
    )
    load.prepare()
    let rollout = RolloutWatch(resource: resource, memory: memory, now: now)
    if let harvest = memory.takeHarvest() {
      rollout.take(harvest, pods: pods)
      load.take(harvest, pods: pods)
    }
    order(resource, pods, rollout.order(among: pods), isLoadDue: load.isDue, memory)
    return MetricsReadings(
      rollout: rollout.reading(pods: pods),
      floor: load.floorEvidence(pods: pods),
      forecast: load.facts,
      orderedAt: memory.withState(\.orderedAt)
    )
  }

  /// When the load is due, all pods are read at once, those of the rollout among them.
  private func order(
    _ resource: PhysicsAPI,
    _ pods: [APIObject],
    _ ofRollout: MetricsOrder?,
    isLoadDue: Bool,
    _ memory: ServiceMemory
  ) {
    let wanted = isLoadDue ? ServingPods.of(pods) : ofRollout?.pods ?? []
    let hasQueries = ofRollout?.variables != nil
    guard !wanted.isEmpty || hasQueries || isLoadDue else { return }
    let order = MetricsOrder(
      resource: resource,
      pods: wanted,
      variables: ofRollout?.variables,
      isLoadSample: isLoadDue
    )
    desk.take(order, of: memory)
  }
}
