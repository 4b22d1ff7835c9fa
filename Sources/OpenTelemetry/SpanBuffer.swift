import Synchronization

/// Spans that have ended and wait to be exported; when it is full, further ones are dropped and counted.
package final class SpanBuffer: Sendable {
  private struct State {
    var records: [SpanRecord] = []
    var dropped = 0
  }

  /// OpenTelemetry's default for `OTEL_BSP_MAX_QUEUE_SIZE`: some 2 MB of spans.
  package static let capacityDefault = 2_048
  /// OpenTelemetry's default for `OTEL_BSP_MAX_EXPORT_BATCH_SIZE`.
  package static let batchDefault = 512

  let capacity: Int
  /// The most spans of one export; as soon as so many wait, they go.
  let batch: Int
  let bell = Bell()
  private let state = Mutex(State())

  package init(capacity: Int = capacityDefault, batch: Int = batchDefault) {
    self.capacity = capacity
    self.batch = min(batch, capacity)
  }

  /// Spans that found the buffer full.
  package var dropped: Int { state.withLock(\.dropped) }
  package var count: Int { state.withLock(\.records.count) }

  package func add(_ record: SpanRecord) {
    let isFullBatch = state.withLock { state in
      guard state.records.count < capacity else {
        state.dropped += 1
        return false
      }
      state.records.append(record)
      return state.records.count == batch
    }
    if isFullBatch { bell.ring() }
  }

  /// Takes out the oldest, at most a batch of them.
  package func take() -> [SpanRecord] {
    state.withLock { state in
      let batch = Array(state.records.prefix(batch))
      state.records.removeFirst(batch.count)
      return batch
    }
  }
}
