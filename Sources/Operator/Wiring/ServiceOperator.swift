import APIMachinery
package import ControllerRuntime
import Forecast
package import KubernetesClient
package import Logging
import PhysicsResources
import Planning
import Synchronization
package import Time
package import Transport

/// The whole operator, over any transport and any clock: the same in a pod, on a laptop and in the simulator.
package final class ServiceOperator: Sendable {
  private let client: KubernetesClient
  private let transport: any HTTPTransport
  private let clock: any WallClock
  private let options: OperatorOptions
  private let logger: Logger
  private let state = Mutex(State())

  private struct State {
    var manager: Manager?
    var startProblem: String? = "the operator has not reached the API server yet"
  }

  package init(
    client: KubernetesClient,
    transport: any HTTPTransport,
    clock: any WallClock,
    options: OperatorOptions,
    logger: Logger
  ) {
    self.client = client
    self.transport = transport
    self.clock = clock
    self.options = options
    self.logger = logger
  }

  /// Runs until the task is cancelled; a server that cannot be reached is tried again for ever.
  package func run() async {
    guard let capabilities = await discover() else { return }
    let manager = Assembly(
      client: client,
      transport: transport,
      clock: clock,
      options: options,
      logger: logger
    ).manager(capabilities)
    state.withLock { $0.manager = manager }
    await manager.run()
  }

  /// Why the operator cannot be trusted to act now, one sentence each; empty when it can.
  package var problems: [String] {
    state.withLock { state in
      state.manager?.problems ?? [state.startProblem].compactMap(\.self)
    }
  }

  package var statistics: RuntimeStatistics? { state.withLock { $0.manager?.statistics } }

  /// Retries every 5 s: what a cluster serves decides which objects can be watched at all.
  private func discover() async -> Capabilities? {
    while !Task.isCancelled {
      do throws(APIError) {
        return try await Discovery(client: client).capabilities()
      } catch {
        logger.warning("\(error)")
        state.withLock { $0.startProblem = "\(error)" }
      }
      do { try await clock.sleep(for: .seconds(5)) } catch { return nil }
    }
    return nil
  }
}
