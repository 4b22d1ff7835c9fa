/// Who owns a field: a name and a way of writing.
struct Owner: Hashable, Comparable {
  enum Operation: String {
    case apply = "Apply"
    case update = "Update"
  }

  let manager: String
  let operation: Operation

  static func < (left: Owner, right: Owner) -> Bool {
    (left.manager, left.operation.rawValue) < (right.manager, right.operation.rawValue)
  }
}

/// The tiny oracle: what an object must be after the writes so far, thought out anew, without any of the server's code.
struct ModelObject {
  let kind: SampledKind
  var uid = ""
  /// The values of the leaves that are there.
  private(set) var leaves: [String: String] = [:]
  private(set) var owners: [String: Set<Owner>] = [:]
  var finalizers: [String] = []
  var isDying = false
  var generation: Int
  var status: String?

  init(created leaves: [String: String], by owner: Owner, _ kind: SampledKind) {
    self.kind = kind
    generation = kind.hasGeneration ? 1 : 0
    self.leaves = withCore(leaves)
    // What an update leaves to the defaults is its writer's too; an apply owns what it says and no more.
    if owner.operation == .update { fillDefaults() }
    owners = self.leaves.mapValues { _ in [owner] }
    fillDefaults()
  }

  /// Takes an update; `false` when it changes nothing.
  mutating func update(_ changes: [String: String?], by manager: String) -> Bool {
    let owner = Owner(manager: manager, operation: .update)
    let old = leaves
    for leaf in changes.keys { leaves[leaf] = changes[leaf] ?? nil }
    fillDefaults()
    let changed = Set(old.keys).union(leaves.keys).filter { old[$0] != leaves[$0] }
    for leaf in changed { owners[leaf] = leaves[leaf] == nil ? nil : [owner] }
    count(changed)
    return !changed.isEmpty
  }

  /// The leaves that an apply would take from others who want another value.
  func conflicts(applying configuration: [String: String], by manager: String) -> [String] {
    let me = Owner(manager: manager, operation: .apply)
    return configuration.keys.filter { leaf in
      let others = (owners[leaf] ?? []).subtracting([me])
      return !others.isEmpty && leaves[leaf] != configuration[leaf]
    }.sorted()
  }

  /// Takes an apply without conflicts, or a forced one; `false` when it changes nothing.
  mutating func apply(_ configuration: [String: String], by manager: String) -> Bool {
    let me = Owner(manager: manager, operation: .apply)
    let (oldLeaves, oldOwners) = (leaves, owners)
    let configuration = withCore(configuration)
    for (leaf, value) in configuration {
      owners[leaf] = leaves[leaf] == value ? (owners[leaf] ?? []).union([me]) : [me]
      leaves[leaf] = value
    }
    for (leaf, present) in oldOwners where configuration[leaf] == nil && present.contains(me) {
      owners[leaf] = present.subtracting([me])
      if present == [me] { leaves[leaf] = nil }
    }
    fillDefaults()
    let changed = Set(oldLeaves.keys).union(leaves.keys).filter { oldLeaves[$0] != leaves[$0] }
    count(changed)
    return !changed.isEmpty || !isSame(oldOwners, owners)
  }

  private mutating func count(_ changed: Set<String>) {
    let isSpecification = changed.contains { $0.hasPrefix("spec.") }
    if kind.hasGeneration, isSpecification { generation += 1 }
  }

  private mutating func fillDefaults() {
    leaves.merge(kind.defaults) { present, _ in present }
  }

  private func withCore(_ leaves: [String: String]) -> [String: String] {
    leaves.merging([SampledKind.core: "1"]) { _, core in core }
  }

  private func isSame(_ left: [String: Set<Owner>], _ right: [String: Set<Owner>]) -> Bool {
    left.filter { !$0.value.isEmpty } == right.filter { !$0.value.isEmpty }
  }
}
