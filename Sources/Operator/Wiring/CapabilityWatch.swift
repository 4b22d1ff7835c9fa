import APIMachinery
import ControllerRuntime
import KubernetesClient
import Logging
import Planning
import Synchronization
import Time

/// What the cluster offers, asked again from time to time: a Gateway API or a metrics adapter that is installed later is used without a
/// restart.
///
/// Asked rather than watched, because definitions are objects of the whole cluster, and the operator has rights in its namespaces only.
final class CapabilityWatch: Sendable {
  /// Four cheap requests; whoever installs an API waits for so long at the most.
  static let interval: Duration = .seconds(600)

  private let discovery: Discovery
  private let clock: any WallClock
  private let logger: Logger
  private let served: Mutex<Capabilities>
  /// Open once the server has served routes.
  let routesAreServed = Latch()

  init(_ first: Capabilities, client: KubernetesClient, clock: any WallClock, logger: Logger) {
    discovery = Discovery(client: client)
    self.clock = clock
    self.logger = logger
    served = Mutex(first)
    if first.hasGatewayAPI { routesAreServed.open() }
  }

  /// What the server said last.
  var current: Capabilities { served.withLock { $0 } }

  func serves(_ type: ResourceType) -> Bool { type != .httpRoutes || current.hasGatewayAPI }

  /// Asks until the task is cancelled.
  ///
  /// - Parameter onChange: called when the answer is another one.
  func run(onChange: @Sendable () -> Void) async {
    while !Task.isCancelled {
      do { try await clock.sleep(for: Self.interval) } catch { return }
      guard let found = await found(), found != current else { continue }
      served.withLock { $0 = found }
      logger.notice("the cluster offers something else: \(found.summary)")
      if found.hasGatewayAPI { routesAreServed.open() }
      onChange()
    }
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
    "Gateway API \(hasGatewayAPI ? "yes" : "no"), custom metrics \(hasCustomMetrics ? "yes" : "no")"
  }
}
