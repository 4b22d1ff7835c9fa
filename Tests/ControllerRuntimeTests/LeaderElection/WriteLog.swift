import APIMachinery
import EmbeddedAPIServer
import JSON
import Synchronization

/// What the server accepted, in its own order: who held the lease, and who wrote what.
final class WriteLog: Sendable {
  enum Entry: Hashable, Sendable {
    case holder(String)
    case write(by: String, ObjectKey)
  }

  private let state = Mutex<[Entry]>([])

  var entries: [Entry] { state.withLock { $0 } }

  func note(_ record: WriteRecord) {
    let entry: Entry? =
      switch record.type {
      case .leases: record.new.map { .holder(LeaseHolder.name(in: $0)) }
      case .configMaps:
        record.userAgent.contains("#") ? .write(by: record.userAgent, record.key) : nil
      default: nil
      }
    guard let entry else { return }
    state.withLock { $0.append(entry) }
  }

  /// Accepted writes of somebody who did not hold the lease, after the first write of him who did (L7).
  ///
  /// - Parameter sameObject: counts only writes to objects that the new holder has written to.
  static func lateWrites(in entries: [Entry], sameObject: Bool) -> Int {
    var holder = ""
    var written: [ObjectKey] = []
    var late = 0
    for entry in entries {
      switch entry {
      case .holder(let name):
        guard !name.isEmpty, name != holder else { continue }
        holder = name
        written = []
      case .write(let writer, let key):
        if writer == holder {
          written.append(key)
        } else if sameObject ? written.contains(key) : !written.isEmpty {
          late += 1
        }
      }
    }
    return late
  }
}

enum LeaseHolder {
  static func name(in lease: APIObject) -> String {
    lease.spec["holderIdentity"]?.stringValue ?? ""
  }
}
