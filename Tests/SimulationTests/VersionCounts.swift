import APIMachinery
import EmbeddedAPIServer
import Simulation
import Synchronization

/// How many versions of objects of each kind were written, whoever wrote them, by plural name; of kinds that somebody watches.
final class VersionCounts: Sendable {
  private struct State {
    var counts: [String: Int] = [:]
    var watched: Set<String> = []
  }

  private let state = Mutex(State())

  func note(_ record: WriteRecord) {
    state.withLock { $0.counts[record.type.plural, default: 0] += 1 }
  }

  func note(_ request: RequestRecord) {
    guard let kind = request.watchedKind else { return }
    state.withLock { _ = $0.watched.insert(kind) }
  }

  var current: [String: Int] {
    state.withLock { state in state.counts.filter { state.watched.contains($0.key) } }
  }
}
