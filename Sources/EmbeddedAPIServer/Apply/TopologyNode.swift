import JSON

/// How one node of an object merges and is owned.
///
/// A class only to be shared; it never changes.
final class TopologyNode: Sendable {
  struct ListKey: Sendable {
    let name: String
    let defaultValue: JSONValue?
  }

  enum Shape: Sendable {
    /// Declared fields, each with its own owner.
    case structure([String: TopologyNode], others: Others)
    /// Any keys, each with its own owner.
    case map(TopologyNode)
    /// A list whose elements are told apart by fields of theirs.
    case keyedList([ListKey], TopologyNode)
    /// A list of different scalars.
    case set
    /// One owner for the whole value.
    case atomic
    /// Whatever is found: maps as maps, lists as a whole.
    case open
  }

  /// What a structure makes of fields that it does not declare.
  enum Others: Sendable {
    /// The schema is complete: an applied configuration must not have them.
    case refused
    /// Our table names only the fields that merge in a special way; the rest are plain structures.
    case plain
    case open
  }

  let shape: Shape
  /// A Go struct that is not a pointer: it exists in every object, so nobody ever adds it.
  let isByValue: Bool
  let patch: PatchRule

  init(_ shape: Shape, isByValue: Bool = false, patch: PatchRule = .asOwned) {
    self.shape = shape
    self.isByValue = isByValue
    self.patch = patch
  }

  static let plain = TopologyNode(.structure([:], others: .plain))
  static let open = TopologyNode(.open)
  static let atomic = TopologyNode(.atomic)

  /// Whether a field is part of the type, and not a key that somebody chose.
  func declares(_ name: String) -> Bool {
    switch shape {
    case .structure(_, .plain): true
    case .structure(let fields, .refused), .structure(let fields, .open): fields[name] != nil
    case .map, .keyedList, .set, .atomic, .open: false
    }
  }

  /// Whether an applied configuration may have the field.
  func allows(_ name: String) -> Bool {
    guard case .structure(let fields, .refused) = shape else { return true }
    return fields[name] != nil
  }

  func child(_ element: PathElement) -> TopologyNode {
    switch shape {
    case .structure, .map, .open: field(element.fieldName ?? "")
    case .keyedList(_, let node): node
    case .set, .atomic: .atomic
    }
  }

  func field(_ name: String) -> TopologyNode {
    switch shape {
    case .structure(let fields, let others): fields[name] ?? others.node
    case .map(let node): node
    case .open: .open
    case .keyedList, .set, .atomic: .atomic
    }
  }
}

extension TopologyNode.Others {
  fileprivate var node: TopologyNode {
    switch self {
    case .refused, .plain: .plain
    case .open: .open
    }
  }
}

/// Where a strategic merge patch differs from server-side apply.
enum PatchRule: Sendable, Hashable {
  /// Keyed lists by their first key, sets element by element, maps member by member, the rest replaced.
  case asOwned
  /// A list merged by this field.
  case mergeList(key: String)
  /// The patch lists in `$retainKeys` which fields survive.
  case retainKeys
  /// Both of the above.
  case mergeListRetainingKeys(key: String)
  /// A map that ownership treats as one, but a patch merges.
  case mergeMap
  case replace
}
