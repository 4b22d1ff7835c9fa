import APIMachinery
import EmbeddedAPIServer
import Time

/// What users experience: requests that follow the gateway's delayed view of the cluster to pods as they really are.
struct DataPlane: Sendable {
  private(set) var applications: [RoutedApplication] = []
  private var view: GatewayView
  private let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    view = GatewayView(seed: seed)
  }

  mutating func add(
    _ key: ObjectKey,
    _ source: TrafficSource,
    _ users: TrafficUsers,
    at now: Timestamp
  ) {
    applications.removeAll { $0.key == key }
    applications.append(
      RoutedApplication(
        key,
        source: source,
        users: users,
        startedAt: now,
        seed: seed &+ UInt64(applications.count)
      )
    )
  }

  mutating func note(_ record: WriteRecord, at now: Timestamp, settings: ClusterSettings) {
    view.note(record, at: now, delay: settings.gatewayDelay)
  }

  mutating func afflict(_ key: ObjectKey, with afflictions: [Affliction]) {
    for index in applications.indices where applications[index].key == key {
      applications[index].afflictions = afflictions
    }
  }

  func totals(of key: ObjectKey) -> TrafficTotals? {
    applications.first { $0.key == key }?.totals
  }

  /// One second of traffic on all applications.
  mutating func serve(
    second now: Timestamp,
    pods: inout Registry<SimulatedPod>,
    settings: ClusterSettings
  ) {
    view.advance(to: now)
    for index in pods.indices where pods[index].life.startedAt != nil {
      let isReady = pods[index].isReady
      let traits = pods[index].traits
      pods[index].counters.idle(traits, isReady: isReady, profile: settings.application)
    }
    for index in applications.indices {
      applications[index].serve(
        second: now,
        view: view,
        pods: &pods,
        profile: settings.application
      )
    }
  }
}
