import JSON

/// A set of paths in an object, as a tree: the unit of ownership of server-side apply.
struct FieldSet: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let element: PathElement
    /// Whether the path that ends here is itself in the set.
    var isMember: Bool
    var children: FieldSet
  }

  /// In the order of their elements.
  private(set) var entries: [Entry] = []

  static let empty = FieldSet()

  var isEmpty: Bool { entries.isEmpty }

  func contains(_ element: PathElement) -> Bool { entry(element)?.isMember ?? false }

  /// What the set holds below an element.
  func below(_ element: PathElement) -> FieldSet { entry(element)?.children ?? .empty }

  mutating func insert(_ element: PathElement) {
    update(element) { $0.isMember = true }
  }

  mutating func insert(_ children: FieldSet, below element: PathElement) {
    guard !children.isEmpty else { return }
    update(element) { $0.children = $0.children.union(children) }
  }

  mutating func insert(path: [PathElement]) {
    guard let first = path.first else { return }
    guard path.count > 1 else { return insert(first) }
    var rest = FieldSet.empty
    rest.insert(path: Array(path.dropFirst()))
    insert(rest, below: first)
  }

  func union(_ other: FieldSet) -> FieldSet {
    if isEmpty { return other }
    return other.isEmpty ? self : combined(with: other) { $0 || $1 }
  }

  func intersection(_ other: FieldSet) -> FieldSet { combined(with: other) { $0 && $1 } }
  func subtracting(_ other: FieldSet) -> FieldSet { combined(with: other) { $0 && !$1 } }

  /// Without the paths of `roots` and all below them.
  func removingTrees(_ roots: FieldSet) -> FieldSet {
    var result = FieldSet.empty
    for entry in entries where !roots.contains(entry.element) {
      var kept = entry
      kept.children = entry.children.removingTrees(roots.below(entry.element))
      if kept.isMember || !kept.children.isEmpty { result.entries.append(kept) }
    }
    return result
  }

  /// Every path, shorter ones of a level first.
  var paths: [[PathElement]] {
    entries.filter(\.isMember).map { [$0.element] }
      + entries.flatMap { entry in entry.children.paths.map { [entry.element] + $0 } }
  }

  /// The set with each declared field that has something below it as a member too: a struct is owned with its fields.
  func withNamedParents(_ node: TopologyNode) -> FieldSet {
    var result = FieldSet.empty
    for entry in entries {
      var entry = entry
      let name = entry.element.fieldName
      if let name, !entry.children.isEmpty, node.declares(name) { entry.isMember = true }
      entry.children = entry.children.withNamedParents(node.child(entry.element))
      result.entries.append(entry)
    }
    return result
  }
}

extension FieldSet {
  private func index(of element: PathElement) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].element.precedes(element) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func entry(_ element: PathElement) -> Entry? {
    let index = index(of: element)
    guard index < entries.count, entries[index].element == element else { return nil }
    return entries[index]
  }

  private mutating func update(_ element: PathElement, _ change: (inout Entry) -> Void) {
    let index = index(of: element)
    if index == entries.count || entries[index].element != element {
      let new = Entry(element: element, isMember: false, children: .empty)
      entries.insert(new, at: index)
    }
    change(&entries[index])
  }

  private func combined(
    with other: FieldSet,
    _ isMember: (Bool, Bool) -> Bool
  ) -> FieldSet {
    var result = FieldSet.empty
    var left = entries[...]
    var right = other.entries[...]
    while let element = Self.smaller(left.first, right.first) {
      let mine = left.first?.element == element ? left.popFirst() : nil
      let theirs = right.first?.element == element ? right.popFirst() : nil
      let children = (mine?.children ?? .empty).combined(
        with: theirs?.children ?? .empty,
        isMember
      )
      let isMember = isMember(mine?.isMember ?? false, theirs?.isMember ?? false)
      guard isMember || !children.isEmpty else { continue }
      result.entries.append(Entry(element: element, isMember: isMember, children: children))
    }
    return result
  }

  private static func smaller(_ left: Entry?, _ right: Entry?) -> PathElement? {
    guard let left else { return right?.element }
    guard let right else { return left.element }
    return right.element.precedes(left.element) ? right.element : left.element
  }
}

extension FieldSet {
  /// `FieldsV1`: a member without children is `{}`, one with children has a `.` among them.
  var json: JSONValue {
    .object(
      JSONObject(
        entries.map { entry in
          var below = entry.children.json
          if entry.isMember, !entry.children.isEmpty { below["."] = [:] }
          return JSONObject.Member(key: entry.element.text, value: below)
        }
      )
    )
  }

  /// Reads `FieldsV1`; `nil` for anything else.
  init?(json: JSONValue) {
    guard case .object(let object) = json else { return nil }
    for member in object where member.key != "." {
      guard ["f:", "k:", "v:", "i:"].contains(member.key.prefix(2)),
        case .object(let below) = member.value, let children = FieldSet(json: member.value)
      else { return nil }
      let element = PathElement(text: member.key)
      if below.isEmpty || below["."] != nil { insert(element) }
      insert(children, below: element)
    }
  }
}
