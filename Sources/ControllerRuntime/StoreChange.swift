package import APIMachinery

/// One difference between a store before and after.
package enum StoreChange: Hashable, Sendable {
  case added(APIObject)
  case updated(old: APIObject, new: APIObject)
  /// `finalStateIsKnown` is false where the removal itself was missed and the object is the last that was seen (R10).
  case deleted(APIObject, finalStateIsKnown: Bool)

  /// Whether nothing happened: the object is told again because it was told long ago (R11).
  package var isResync: Bool {
    switch self {
    case .updated(let old, let new):
      old.resourceVersion == new.resourceVersion && old.uid == new.uid
    case .added, .deleted: false
    }
  }

  /// The object as it is now, or was last.
  package var object: APIObject {
    switch self {
    case .added(let object), .updated(_, let object), .deleted(let object, _): object
    }
  }
}
