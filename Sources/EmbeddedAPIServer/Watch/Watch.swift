import APIMachinery
import JSON
import Synchronization
import Time
import Transport

/// The sending end of one watch, shared with the stream's reader.
///
/// A reader that leaves only raises a flag here: the stream may end in the middle of a write, while the server's lock is held.
final class WatchConnection: Sendable {
  private let hasEnded = Atomic(false)

  var isOpen: Bool { !hasEnded.load(ordering: .acquiring) }

  func end() { hasEnded.store(true, ordering: .releasing) }
}

/// One open watch: what it selects, how it wants it, and until when.
struct Watch: Sendable {
  let resource: ServedResource
  let selection: Selection
  let form: ResponseForm
  /// Changes up to here are already known to the client.
  var revision: UInt64
  let deadline: Timestamp
  let wantsBookmarks: Bool
  var lastBookmark: Timestamp
  let writer: ByteStreamWriter
  let connection: WatchConnection
  /// Whether the column definitions of a Table went out; they are sent once.
  var hasSentColumns = false

  /// What a change means to this watch: an object that leaves the selection is gone, one that enters it is new.
  func event(for change: Change) -> (kind: WatchEventKind, object: APIObject)? {
    let isSelected = change.kind != .deleted && selection.matches(change.object)
    let wasSelected = change.previous.map(selection.matches) ?? false
    switch (wasSelected, isSelected) {
    case (false, true): return (.added, change.object)
    case (true, true): return (.modified, change.object)
    case (true, false): return (.deleted, lastSelectedState(of: change))
    case (false, false): return nil
    }
  }

  /// The state that the client knew, at the revision of the change that took it away.
  private func lastSelectedState(of change: Change) -> APIObject {
    guard change.kind != .deleted, var object = change.previous else { return change.object }
    object.metadata["resourceVersion"] = .string(String(change.revision))
    return object
  }
}
