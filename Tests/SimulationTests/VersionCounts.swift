import APIMachinery
import EmbeddedAPIServer
import Synchronization

/// How many versions of objects of each kind were written, whoever wrote them, by plural name.
final class VersionCounts: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  func note(_ record: WriteRecord) {
    counts.withLock { $0[record.type.plural, default: 0] += 1 }
  }

  var current: [String: Int] { counts.withLock(\.self) }
}
