import APIMachinery
import JSON
package import KubernetesClient
package import Logging
import Synchronization
package import Time

/// Writes events of `events.k8s.io/v1`; an event that cannot be written is logged and lost, never a reason to fail or to wait.
///
/// Guarantees (E1-E3): `record` returns at once; events are sent in the order of their recording; a repeated one becomes a series.
package final class EventRecorder: Sendable {
  private struct State {
    var queue = EventQueue()
    var ledger = EventLedger()
    /// Opened when there is something to send.
    var alarm = Latch()
    /// Opened when nothing is left to send; `nil` while nobody asks.
    var drained: Latch?
    var isSending = false
    var lastName: Int64 = 0

    var isIdle: Bool { queue.isEmpty && !isSending }
  }

  /// So often is one event sent before it is lost (client-go).
  package static let triesMax = 12
  /// Between two tries (client-go); the first wait is a random part of it, so that clients do not return together.
  package static let retryInterval: Duration = .seconds(10)

  private let client: KubernetesClient
  private let controller: String
  private let instance: String
  private let clock: any WallClock
  private let random: @Sendable () -> UInt64
  private let logger: Logger
  private let state = Mutex(State())

  /// - Parameters:
  ///   - controller: who reports, `fisica-lab.com/physics-operator`.
  ///   - instance: which of its processes, usually the pod's name.
  ///   - random: makes waits uneven.
  package init(
    client: KubernetesClient,
    controller: String,
    instance: String,
    clock: any WallClock,
    random: @escaping @Sendable () -> UInt64,
    logger: Logger
  ) {
    self.client = client
    self.controller = controller
    self.instance = instance
    self.clock = clock
    self.random = random
    self.logger = logger
  }

  /// Reports that found no room since the start.
  package var dropped: Int { state.withLock { $0.queue.dropped } }

  /// Has an event sent, unless too many wait already.
  package func record(_ report: EventReport) {
    let item = EventQueue.Item(report: report, seen: clock.timestamp)
    let (fits, alarm) = state.withLock { ($0.queue.append(item), $0.alarm) }
    if !fits {
      logger.warning("an event is lost: \(EventQueue.itemsMax) others wait: \(report.note)")
    }
    alarm.open()
  }

  /// Sends what is recorded, and what was only counted when its time comes, until the task is cancelled.
  package func run() async {
    state.withLock { $0.drained = nil }
    while !Task.isCancelled {
      let alarm = Latch()
      let (writes, wakeUp) = next(alarm)
      for write in writes { await send(write) }
      if writes.isEmpty { await wait(until: wakeUp, or: alarm) }
    }
  }

  /// Waits until everything recorded is sent, but only so long; from now on a failure is not waited out.
  package func drain(atMost limit: Duration) async {
    let drained = Latch()
    let isIdle = state.withLock { state in
      state.drained = drained
      return state.isIdle
    }
    guard !isIdle else { return }
    await withTaskGroup { group in
      group.addTask { [clock] in try? await clock.sleep(for: limit) }
      group.addTask { try? await drained.wait() }
      await group.next()
      group.cancelAll()
    }
  }

  /// What to send now; if nothing, until when to wait for the alarm.
  private func next(_ alarm: Latch) -> ([EventLedger.Write], wakeUp: Timestamp?) {
    let now = clock.timestamp
    let (writes, wakeUp, drained) = state.withLock { state in
      state.alarm = alarm
      var writes = state.ledger.settle(now: now)
      while writes.isEmpty, let item = state.queue.next() {
        writes = [write(for: item, in: &state)].compactMap(\.self)
      }
      state.isSending = !writes.isEmpty
      return (writes, state.ledger.nextDue, state.isIdle ? state.drained : nil)
    }
    drained?.open()
    return (writes, wakeUp)
  }

  /// Names are the times of the reports in nanoseconds, or one more for those of one instant.
  private func write(for item: EventQueue.Item, in state: inout State) -> EventLedger.Write? {
    state.lastName = max(item.seen.nanosecondsSinceEpoch, state.lastName + 1)
    let event = item.report.event(
      nanoseconds: state.lastName,
      controller: controller,
      instance: instance,
      at: item.seen
    )
    return state.ledger.note(EventLedger.Key(item.report), event, now: item.seen)
  }

  private func wait(until wakeUp: Timestamp?, or alarm: Latch) async {
    await withTaskGroup { group in
      if let wakeUp {
        let delay = wakeUp - clock.timestamp
        group.addTask { [clock] in try? await clock.sleep(for: delay) }
      }
      group.addTask { try? await alarm.wait() }
      await group.next()
      group.cancelAll()
    }
  }
}

/// Sending one event.
extension EventRecorder {
  private func send(_ write: EventLedger.Write) async {
    var wasUnheard = false
    for attempt in 1...Self.triesMax {
      do throws(APIError) {
        return try await sendOnce(write)
      } catch {
        // A creation whose answer was lost is found to be there.
        if wasUnheard, error.isAlreadyExists { return }
        wasUnheard = wasUnheard || error.isTransferFailure
        let isLast = attempt == Self.triesMax || state.withLock { $0.drained != nil }
        guard error.isRetriable, !isLast else { return lose(error) }
        do {
          try await clock.sleep(for: pause(after: attempt, error))
        } catch {
          return
        }
      }
    }
  }

  /// An event that expired meanwhile is written anew, as the series that it is.
  private func sendOnce(_ write: EventLedger.Write) async throws(APIError) {
    switch write {
    case .create(let event): try await create(event)
    case .extend(let event):
      do throws(APIError) {
        _ = try await client.mergePatch(
          .events,
          event.key,
          ["series": event.json["series"] ?? [:]],
          fieldManager: controller.lastPathPart
        )
      } catch  where error.isNotFound {
        try await create(event)
      }
    }
  }

  private func create(_ event: APIObject) async throws(APIError) {
    _ = try await client.create(event, as: .events, fieldManager: controller.lastPathPart)
  }

  private func pause(after attempt: Int, _ error: APIError) -> Duration {
    let part = Duration.milliseconds(Int64(random() % 10_000))
    let asked = min(error.retryAfter ?? .zero, ReflectorState.retryAfterMax)
    return max(attempt == 1 ? part : Self.retryInterval, asked)
  }

  private func lose(_ error: APIError) {
    if !error.isFenced, !error.isCancelled { logger.warning("an event is lost: \(error)") }
  }
}

extension Timestamp {
  /// As far as 64 bits reach: the year 2262.
  fileprivate var nanosecondsSinceEpoch: Int64 {
    let (seconds, attoseconds) = sinceEpoch.components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}

extension String {
  fileprivate var lastPathPart: String { split(separator: "/").last.map(String.init) ?? self }
}
