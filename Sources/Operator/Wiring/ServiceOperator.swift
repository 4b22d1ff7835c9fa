import APIMachinery
package import ControllerRuntime
import Forecast
package import KubernetesClient
package import Logging
import PhysicsResources
import Planning
import Synchronization
package import Time
package import Tracing
package import Transport

/// The whole operator, over any transport and any clock: the same in a pod, on a laptop and in the simulator.
package final class ServiceOperator: Sendable {
  private let client: KubernetesClient
  private let transports: MetricsTransports
  private let clock: any WallClock
  private let options: OperatorOptions
  private let logger: Logger
  private let tracer: (any Tracer)?
  private let stopping = Latch()
  let requests: RequestStatistics
  let counters = OperatorCounters()
  let memories: ServiceMemories
  private let state = Mutex(State())

  private struct State {
    var manager: Manager?
    var startProblem: String? = "the operator has not reached the API server yet"
  }

  /// - Parameters:
  ///   - transport: for pods and Prometheus, trusting the system's authorities.
  ///   - transports: makes transports for those who are to be trusted otherwise; without it `transport` serves them as well.
  ///   - tracer: gets a span for each pass and for each call that it makes; `nil` costs nothing.
  package init(
    client: KubernetesClient,
    transport: any HTTPTransport,
    transports: MetricsTransports.Factory? = nil,
    clock: any WallClock,
    options: OperatorOptions,
    logger: Logger,
    tracer: (any Tracer)? = nil
  ) {
    let requests = RequestStatistics(origin: client.origin)
    let stopwatch = Stopwatch(clock)
    let measured = client.through {
      MeasuredTransport($0, into: requests) { stopwatch.elapsed }
    }
    self.client =
      tracer.map { tracer in measured.through { TracedTransport($0, by: tracer) } } ?? measured
    self.transports = MetricsTransports(plain: transport, make: transports)
    self.requests = requests
    self.clock = clock
    memories = ServiceMemories(clock: clock)
    self.options = options
    self.logger = logger
    self.tracer = tracer
  }

  /// Runs until `shutDown` or until the task is cancelled; a server that cannot be reached is tried again for ever.
  package func run() async {
    let discovered = await stopping.interrupting { await self.discover() }
    guard let capabilities = discovered ?? nil else { return }
    let manager = Assembly(
      client: client,
      transports: transports,
      clock: clock,
      options: options,
      logger: logger,
      tracer: tracer,
      counters: counters,
      memories: memories
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

  /// The copies of the world; `nil` as long as it is not known which are needed.
  var caches: [CacheState]? { state.withLock { $0.manager }?.caches }

  /// What the caches know of the services that are looked after.
  var services: [RolloutMetrics.Service] {
    let informers = state.withLock { $0.manager }?.informers ?? []
    let objects = informers.first { $0.type == .physicsAPIs }?.store.all ?? []
    return objects.map {
      RolloutMetrics.Service(key: $0.key, status: PhysicsAPIStatus(json: $0.status))
    }
  }

  /// Why the work has not begun.
  var startProblem: String? { state.withLock { $0.manager == nil ? $0.startProblem : nil } }

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
