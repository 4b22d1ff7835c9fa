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
  private let stopping = Latch()
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

  /// Runs until `shutDown` or until the task is cancelled; a server that cannot be reached is tried again for ever.
  package func run() async {
    let discovered = await stopping.interrupting { await self.discover() }
    guard let capabilities = discovered ?? nil else { return }
    let manager = Assembly(
      client: client,
      transport: transport,
      clock: clock,
      options: options,
      logger: logger
    ).manager(capabilities)
    state.withLock { $0.manager = manager }
    if stopping.isOpen { manager.shutDown() }
    await manager.run()
  }

  /// Takes no more work, lets passes under way end, gives the lease back, and then ends `run`; within 30 s, a pod's period of grace.
  package func shutDown() {
    stopping.open()
    state.withLock { $0.manager }?.shutDown()
  }

  /// Why this process should be killed and started again; `nil` for one that can help itself.
  package var fatalProblem: String? {
    state.withLock { $0.manager }?.election?.problem
  }

  /// Who leads: this process, another by name, or nobody; `nil` without leader election.
  package var leadership: String? {
    guard let election = state.withLock({ $0.manager })?.election else { return nil }
    if election.isLeading { return "this process leads" }
    return election.holder.isEmpty ? "nobody leads" : "\(election.holder) leads"
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
