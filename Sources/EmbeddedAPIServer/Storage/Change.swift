import APIMachinery
import Time

/// One committed write, as watches replay it.
struct Change: Sendable {
  enum Kind: Sendable {
    case added
    case modified
    case deleted
  }

  let revision: UInt64
  let kind: Kind
  /// The new state; for a deletion the last one, carrying the revision of the deletion.
  let object: APIObject
  /// The state before; `nil` for a creation.
  let previous: APIObject?
  /// When it was committed.
  let instant: Timestamp
}
