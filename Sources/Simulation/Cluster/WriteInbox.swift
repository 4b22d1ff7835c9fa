import EmbeddedAPIServer
import Synchronization

/// Writes that the server has told of and the cluster has not looked at: filled by any task, emptied by the stepping one.
final class WriteInbox: Sendable {
  private let records = Mutex<[WriteRecord]>([])

  func put(_ record: WriteRecord) {
    records.withLock { $0.append(record) }
  }

  func takeAll() -> [WriteRecord] {
    records.withLock { records in
      defer { records.removeAll(keepingCapacity: true) }
      return records
    }
  }
}
