import APIMachinery
import PhysicsResources
import Time

/// Reads metrics beside the passes, so that no verb and no crashed pod waits for a pod or a Prometheus that hangs.
///
/// A pass leaves an order and goes on with what is known; when the order is carried out, the resource is looked at again.
final class MetricsDesk: Sendable {
  private struct Errand: Sendable {
    let order: MetricsOrder
    let memory: ServiceMemory
  }

  /// Between two readings of one service, whoever asks: the sequential test counts on intervals of about 10 s.
  static let pace = Duration.seconds(9)
  /// Orders carried out at a time; one that hangs holds its place for 5 s.
  private static let atATime = 64

  private let reader: MetricsReader
  private let clock: any WallClock
  private let (orders, tray) = AsyncStream<Errand>.makeStream()

  init(reader: MetricsReader, clock: any WallClock) {
    self.reader = reader
    self.clock = clock
  }

  /// Takes an order unless one was taken less than `pace` ago or is still under way.
  func take(_ order: MetricsOrder, of memory: ServiceMemory) {
    let now = clock.timestamp
    let isTaken = memory.withState { state in
      guard !state.isBeingRead, state.orderedAt.map({ now - $0 >= Self.pace }) ?? true else {
        return false
      }
      state.isBeingRead = true
      state.orderedAt = now
      return true
    }
    if isTaken { tray.yield(Errand(order: order, memory: memory)) }
  }

  /// Carries out orders until it is cancelled.
  ///
  /// - Parameter onHarvest: told of each resource whose metrics were read.
  func run(onHarvest: @escaping @Sendable (ObjectKey) -> Void) async {
    await orders.carryOut(atATime: Self.atATime) { await self.carryOut($0, onHarvest) }
  }

  private func carryOut(
    _ errand: Errand,
    _ onHarvest: @Sendable (ObjectKey) -> Void
  ) async {
    let harvest = await reader.read(errand.order, at: clock.timestamp.wholeSeconds)
    errand.memory.withState { state in
      state.isBeingRead = false
      state.harvest = harvest
    }
    if !Task.isCancelled { onHarvest(errand.order.resource.key) }
  }
}
