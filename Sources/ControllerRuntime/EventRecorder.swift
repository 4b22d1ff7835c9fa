import APIMachinery
import JSON
package import KubernetesClient
package import Logging
import Synchronization
package import Time

/// Writes events of `events.k8s.io/v1`; an event that cannot be written is logged and lost, never a reason to fail.
package final class EventRecorder: Sendable {
  private let client: KubernetesClient
  private let controller: String
  private let instance: String
  private let clock: any WallClock
  private let identifiers: @Sendable () -> UInt64
  private let logger: Logger
  private let ledger = Mutex(EventLedger())

  /// - Parameters:
  ///   - controller: who reports, `fisica-lab.com/physics-operator`.
  ///   - instance: which of its processes, usually the pod's name.
  ///   - identifiers: makes the names of events unique.
  package init(
    client: KubernetesClient,
    controller: String,
    instance: String,
    clock: any WallClock,
    identifiers: @escaping @Sendable () -> UInt64,
    logger: Logger
  ) {
    self.client = client
    self.controller = controller
    self.instance = instance
    self.clock = clock
    self.identifiers = identifiers
    self.logger = logger
  }

  package func record(_ report: EventReport) async {
    let key = EventLedger.Key(report)
    let now = clock.timestamp
    do throws(APIError) {
      switch ledger.withLock({ $0.note(key, now: now) }) {
      case .new: try await create(report, key, now)
      case .repeated(let event, let count): try await extend(event, to: count, report, key, now)
      case .counted: break
      }
    } catch {
      if !error.isFenced { logger.warning("an event is lost: \(error)") }
    }
  }

  private func create(
    _ report: EventReport,
    _ key: EventLedger.Key,
    _ now: Timestamp
  ) async throws(APIError) {
    let event = report.event(
      id: identifiers(),
      controller: controller,
      instance: instance,
      at: now
    )
    _ = try await client.create(event, as: .events, fieldManager: controller.lastPathPart)
    ledger.withLock { $0.created(event.key, for: key, now: now) }
  }

  /// Tells the server of the repetition; an event that expired meanwhile is written anew.
  private func extend(
    _ event: ObjectKey,
    to count: Int,
    _ report: EventReport,
    _ key: EventLedger.Key,
    _ now: Timestamp
  ) async throws(APIError) {
    let series: JSONValue = [
      "series": [
        "count": .integer(Int64(count)), "lastObservedTime": .string(now.rfc3339Micro),
      ]
    ]
    do throws(APIError) {
      _ = try await client.mergePatch(
        .events,
        event,
        series,
        fieldManager: controller.lastPathPart
      )
    } catch  where error.isNotFound {
      ledger.withLock { $0.forget(key) }
      try await create(report, key, now)
    }
  }
}

extension String {
  fileprivate var lastPathPart: String { split(separator: "/").last.map(String.init) ?? self }
}
