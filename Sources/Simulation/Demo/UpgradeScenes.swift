import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Synchronization
import Time

/// First deployment, a good upgrade and a bad one, under constant traffic.
final class UpgradeScenes {
  private let story: DemoStory
  private let world: OperatorWorld
  private let scrapes = ScrapeLog()
  private let start: Timestamp
  private let load = 120.0

  init(_ story: DemoStory) throws {
    self.story = story
    var settings = WorldSettings(seed: story.seed)
    settings.breaksRollback = story.breaksRollback
    start = settings.start
    let scrapes = scrapes
    world = OperatorWorld(settings, observers: WorldObservers(onRequest: { scrapes.note($0) }))
  }

  func deploy() throws {
    story.heading("a cluster comes up and the sample is applied")
    try world.installDefinition()
    world.startOperator()
    world.run(for: .seconds(2))
    try apply(tag: "v1.0.0")
    let isReady = world.run(atMost: .seconds(600)) { status.phase == .steady }
    try story.require(isReady, "the first revision is ready within 10 minutes")
    line(
      "Ready: revision \(status.stable?.revision ?? "") with \(status.stable?.readyReplicas ?? 0) pods"
    )
    world.cluster.send(.constant(requestsPerSecond: load), to: DemoManifest.key)
    line("users send \(Int(load)) requests per second from now on")
    world.run(for: .seconds(180))
  }

  func upgrade() throws {
    story.heading("an upgrade to v1.1.0 is promoted through its weights")
    let before = totals
    try apply(tag: "v1.1.0")
    let revision = try follow(until: { $0.phase == .steady })
    try story.require(
      status.stable?.revision == revision && status.canary == nil,
      "the good revision is promoted"
    )
    let lost = totals.counts.lost - before.counts.lost
    line("promoted; \(totals.counts.sent - before.counts.sent) requests sent, \(lost) lost")
    try story.require(lost == 0, "a good upgrade loses no request")
  }

  func failingUpgrade() throws {
    story.heading("an upgrade to v1.2.0 fails: 20 % of its answers are 500")
    let before = totals
    try apply(tag: "v1.2.0-errors20")
    scrapes.forget()
    let stable = status.stable?.revision
    let revision = try follow(until: { $0.phase == .rolledBack }, watchingErrors: true)
    let failed = totals.counts(of: revision).failed
    let lost = totals.counts.lost - before.counts.lost
    let sent = totals.counts.sent - before.counts.sent
    line("rolled back: \(status.rejected.last?.evidence ?? "")")
    line("of \(sent) requests \(failed) got a 500 and \(lost) were lost")
    try story.require(
      status.stable?.revision == stable,
      "the stable revision stays the stable revision"
    )
    try story.require(lost == 0, "a rollback loses no request")
    try reportDetection()
  }

  func end() { world.stop() }

  private func reportDetection() throws {
    guard let bad = scrapes.firstBad, let zero = scrapes.weightZero else {
      throw DemoStory.Failure(description: "broken promise: the errors are seen and acted upon")
    }
    let seconds = (zero - bad).components.seconds
    line("from the first scrape that showed errors to weight 0: \(seconds) simulated seconds")
    try story.require(seconds <= 60, "weight 0 within a minute of the first bad scrape")
  }

  /// Tells each change of weight and phase until a status comes; returns the revision that was rolled out.
  private func follow(
    until isOver: @escaping (PhysicsAPIStatus) -> Bool,
    watchingErrors: Bool = false
  ) throws -> String {
    var told = Self.words(for: status)
    var revision = ""
    let isDone = world.run(atMost: .seconds(2 * 3_600)) {
      let status = status
      if let canary = status.canary { revision = canary.revision }
      if watchingErrors { watch(revision) }
      let words = Self.words(for: status)
      if words != told {
        line(words)
        told = words
      }
      return !revision.isEmpty && isOver(status)
    }
    try story.require(isDone, "the rollout comes to its end within 2 hours")
    return revision
  }

  private func watch(_ revision: String) {
    let now = world.clock.timestamp
    if totals.counts(of: revision).failed > 0 { scrapes.errorsExist(since: now, at: revision) }
    if routeWeight == 0, scrapes.firstBad != nil { scrapes.weightIsZero(at: now) }
  }

  private static func words(for status: PhysicsAPIStatus) -> String {
    let phase = status.phase?.rawValue ?? ""
    guard let traffic = status.traffic, status.canary != nil else { return phase }
    return "\(phase), canary at \(traffic.canaryWeight) %"
  }

  private var routeWeight: Int {
    let route = world.cluster.server.objects.get(.httpRoutes, DemoManifest.key)
    let backends = route?.spec["rules"]?[0]?["backendRefs"]?.arrayValue ?? []
    return backends.first { $0["name"]?.stringValue == "\(DemoManifest.key.name)-canary" }?[
      "weight"
    ]?
    .intValue ?? 0
  }

  private var totals: TrafficTotals { world.cluster.traffic(of: DemoManifest.key) }

  private var status: PhysicsAPIStatus { world.status(of: DemoManifest.key) }

  private func apply(tag: String) throws {
    try world.apply(.physicsAPIs, try DemoManifest(tag: tag).object())
    line("applied image fisica-api:\(tag)")
  }

  private func line(_ text: String) {
    story.tell("\((world.clock.timestamp - start).stopwatch)  \(text)")
  }
}
