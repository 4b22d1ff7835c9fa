import APIMachinery
import Forecast
import KubernetesClient
import PhysicsResources
import Planning
import Time

/// Reads histories and trains models beside the passes, so that no pass waits for either.
///
/// A pass leaves an order and goes on with what is known; when it is carried out, the resource is looked at again.
final class ForecastDesk: Sendable {
  private enum Errand: Sendable {
    case learn(LearnOrder, ServiceMemory)
    case train(ObjectKey, ServiceMemory)
  }

  /// Errands carried out at a time: they wait for Prometheus, or give way every few milliseconds.
  private static let atATime = 4

  private let reader: HistoryReader
  private let clock: any WallClock
  /// At most two of a service, as its memory notes what is under way.
  private let (orders, tray) = AsyncStream<Errand>.makeStream(bufferingPolicy: .unbounded)

  init(reader: HistoryReader, clock: any WallClock) {
    self.reader = reader
    self.clock = clock
  }

  /// Takes an order unless one of the same service is under way.
  func take(_ order: LearnOrder, of memory: ServiceMemory) {
    let isTaken = memory.withState { state in
      guard !state.load.history.isBeingRead else { return false }
      state.load.history.isBeingRead = true
      return true
    }
    if isTaken { tray.yield(.learn(order, memory)) }
  }

  /// Trains what is due for training.
  func train(_ key: ObjectKey, _ memory: ServiceMemory) {
    let isTaken = memory.withState { state in
      guard !state.load.isBeingTrained, state.load.forecaster?.isTraining ?? false else {
        return false
      }
      state.load.isBeingTrained = true
      return true
    }
    if isTaken { tray.yield(.train(key, memory)) }
  }

  /// Carries out orders until it is cancelled.
  ///
  /// - Parameter onChange: told of each resource whose forecaster is another one.
  func run(onChange: @escaping @Sendable (ObjectKey) -> Void) async {
    await orders.carryOut(atATime: Self.atATime) { await self.carryOut($0, onChange) }
  }

  private func carryOut(_ errand: Errand, _ onChange: @Sendable (ObjectKey) -> Void) async {
    switch errand {
    case .learn(let order, let memory):
      await learn(order, memory)
      if !Task.isCancelled { onChange(order.resource.key) }
    case .train(let key, let memory):
      await train(memory)
      if !Task.isCancelled { onChange(key) }
    }
  }

  private func learn(_ order: LearnOrder, _ memory: ServiceMemory) async {
    let now = clock.timestamp.wholeSeconds
    let history = await reader.read(order, at: now)
    let isOfUse = order.replaces || !history.samples.isEmpty
    let taught =
      isOfUse
      ? await LoadForecaster.taught(
        history.samples(with: order.known, before: now),
        model: order.model,
        parameters: order.parameters
      ) : nil
    memory.withState { state in
      history.note(in: &state.load, order: order, at: now)
      state.load.history.isBeingRead = false
      guard var taught else { return }
      let since = state.load.forecaster?.samples(after: taught.ring.latest) ?? []
      for sample in since { taught.record(sample) }
      state.load.forecaster = taught
      state.load.noteChange()
    }
  }

  private func train(_ memory: ServiceMemory) async {
    var isTraining = true
    while isTraining, !Task.isCancelled {
      isTraining = memory.withState { state in
        guard var forecaster = state.load.forecaster, forecaster.isTraining else { return false }
        // Two references to its arrays would make each slice copy them.
        state.load.forecaster = nil
        forecaster.train()
        state.load.forecaster = forecaster
        return forecaster.isTraining
      }
      await Task.yield()
    }
    memory.withState { state in
      state.load.isBeingTrained = false
      state.load.noteChange()
    }
  }
}
