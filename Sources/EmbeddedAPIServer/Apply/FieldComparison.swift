import JSON

/// What changed between two states of an object, in paths.
struct FieldComparison: Sendable {
  private(set) var added = FieldSet.empty
  private(set) var modified = FieldSet.empty
  private(set) var removed = FieldSet.empty

  var written: FieldSet { added.union(modified) }

  /// Compares two states; `nil` for one that does not exist.
  init(_ old: JSONValue?, _ new: JSONValue?, _ node: TopologyNode) {
    let before = node.children(of: old)
    let after = node.children(of: new)
    let remaining = Dictionary(after) { first, _ in first }
    let known = Set(before.map(\.0))
    for (element, value) in before {
      compare(value, remaining[element], node.child(element), at: element)
    }
    for (element, value) in after where !known.contains(element) {
      compare(nil, value, node.child(element), at: element)
    }
  }

  private mutating func compare(
    _ old: JSONValue?,
    _ new: JSONValue?,
    _ node: TopologyNode,
    at element: PathElement
  ) {
    guard old != new else { return }
    let isBranch =
      (node.hasChildren(old) || node.hasChildren(new)) && node.splits(old) && node.splits(new)
    if !isBranch || !node.isByValue { note(old, new, isBranch: isBranch, at: element) }
    guard isBranch else { return }
    let below = FieldComparison(old, new, node)
    added.insert(below.added, below: element)
    modified.insert(below.modified, below: element)
    removed.insert(below.removed, below: element)
  }

  /// A branch is never modified itself, only what is below it.
  private mutating func note(
    _ old: JSONValue?,
    _ new: JSONValue?,
    isBranch: Bool,
    at element: PathElement
  ) {
    switch (old, new) {
    case (nil, _): added.insert(element)
    case (_, nil): removed.insert(element)
    case (_?, _?):
      if !isBranch { modified.insert(element) }
    }
  }
}
