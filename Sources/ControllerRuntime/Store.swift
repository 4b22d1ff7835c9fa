package import APIMachinery
import Synchronization

/// A copy of a collection that many tasks may read while its reflector writes it.
package final class Store: Sendable {
  private let state: Mutex<StoreState>

  package init(indexes: [StoreIndex] = []) {
    state = Mutex(StoreState(indexes: indexes))
  }

  package subscript(key: ObjectKey) -> APIObject? { state.withLock { $0.object(key) } }

  /// In the order of their keys.
  package var all: [APIObject] { state.withLock { $0.all } }
  package var count: Int { state.withLock { $0.count } }

  /// The version of the collection that the objects show; empty before the first complete read.
  package var resourceVersion: String { state.withLock { $0.resourceVersion } }

  /// The objects that an index of this store finds under a value, in the order of their keys.
  package func objects(_ index: StoreIndex, _ value: String) -> [APIObject] {
    state.withLock { $0.objects(index, value) }
  }

  func update<Result: Sendable>(
    _ change: @Sendable (inout StoreState) -> Result
  ) -> Result {
    state.withLock { change(&$0) }
  }
}
