import APIMachinery
import ControllerRuntime
import KubernetesClient
import Logging
import Planning
import Synchronization
import Time

/// What the cluster offers, asked again from time to time: a Gateway API or a metrics adapter that is installed later is used without a
/// restart, and one that is taken away is missed.
///
/// Asked rather than watched, because definitions are objects of the whole cluster, and the operator has rights in its namespaces only.
final class CapabilityWatch: Sendable {
  private struct State {
    var served: Capabilities
    /// Opened by who has reason to think that the answer is another one by now.
    var doubt = Latch()
  }

  /// Five cheap requests; whoever installs an API waits for so long at the most.
  static let interval: Duration = .seconds(600)
  /// From the first doubt to the question: objects go before their definition does, and many doubts have one answer.
  static let afterDoubt: Duration = .seconds(3)

  private let discovery: Discovery
  private let clock: any WallClock
  private let logger: Logger
  private let state: Mutex<State>
  /// Open once the server has served routes.
  let routesAreServed = Latch()
  /// Open once the server has served TraefikServices.
  let traefikIsServed = Latch()

  init(_ first: Capabilities, client: KubernetesClient, clock: any WallClock, logger: Logger) {
    discovery = Discovery(client: client)
    self.clock = clock
    self.logger = logger
    state = Mutex(State(served: first))
    openLatches(first)
  }

  /// What the server said last.
  var current: Capabilities { state.withLock { $0.served } }

  func serves(_ type: ResourceType) -> Bool {
    switch type {
    case .httpRoutes: current.hasGatewayAPI
    case .traefikServices: current.hasTraefik
    default: true
    }
  }

  /// Opened when the type is served; `nil` for what every cluster serves.
  func latch(for type: ResourceType) -> Latch? {
    switch type {
    case .httpRoutes: routesAreServed
    case .traefikServices: traefikIsServed
    default: nil
    }
  }

  /// Asks soon: a write was answered with 404, or an object of a kind that may go away has gone.
  func recheck() {
    state.withLock { $0.doubt }.open()
  }

  /// Asks until the task is cancelled.
  ///
  /// - Parameter onChange: called when the answer is another one.
  func run(onChange: @Sendable () -> Void) async {
    while !Task.isCancelled {
      do { try await waitForReason() } catch { return }
      guard let found = await found(), found != current else { continue }
      state.withLock { $0.served = found }
      logger.notice("the cluster offers something else: \(found.summary)")
      openLatches(found)
      onChange()
    }
  }

  private func waitForReason() async throws {
    let clock = clock
    let doubt = state.withLock { $0.doubt }
    let slept = await doubt.interrupting { () async -> Bool in
      do { try await clock.sleep(for: Self.interval) } catch { return false }
      return true
    }
    if slept == nil { try await clock.sleep(for: Self.afterDoubt) }
    try Task.checkCancellation()
    state.withLock { $0.doubt = Latch() }
  }

  private func openLatches(_ found: Capabilities) {
    if found.hasGatewayAPI { routesAreServed.open() }
    if found.hasTraefik { traefikIsServed.open() }
  }

  /// A server that does not answer offers what it did.
  private func found() async -> Capabilities? {
    do throws(APIError) {
      return try await discovery.capabilities()
    } catch {
      if !error.isCancelled {
        logger.warning("what the cluster offers is not known anew: \(error)")
      }
      return nil
    }
  }
}

extension Capabilities {
  fileprivate var summary: String {
    let offers = [
      ("Gateway API", hasGatewayAPI), ("Traefik", hasTraefik), ("custom metrics", hasCustomMetrics),
    ]
    return offers.map { "\($0) \($1 ? "yes" : "no")" }.joined(separator: ", ")
  }
}
