import JSON

/// Which of the names that a definition asks for it gets, given those that others of its group hold.
///
/// A name that is taken is refused by itself; the others are granted, and what was granted before stays.
struct NameClaim {
  /// Names by which resources are found: plurals, singulars and short names.
  struct Taken {
    var resources: Set<String> = []
    var kinds: Set<String> = []

    /// Adds the accepted names of another definition.
    mutating func add(_ accepted: JSONValue) {
      resources.formUnion([accepted.text("plural"), accepted.text("singular")])
      resources.formUnion(accepted["shortNames"]?.arrayValue?.compactMap(\.stringValue) ?? [])
      kinds.formUnion([accepted.text("kind"), accepted.text("listKind")])
    }
  }

  /// What the definition may be called from now on.
  private(set) var accepted: JSONValue
  /// The reason and message of the last refusal; `nil` when every name was granted.
  private(set) var conflict: (reason: String, message: String)?

  init(requested: JSONValue, accepted before: JSONValue, taken: Taken) {
    accepted = before
    claim("plural", requested, in: taken.resources, "PluralConflict")
    claim("singular", requested, in: taken.resources, "SingularConflict")
    claimShortNames(requested, in: taken.resources)
    claim("kind", requested, in: taken.kinds, "KindConflict")
    claim("listKind", requested, in: taken.kinds, "ListKindConflict")
    accepted["categories"] = requested["categories"]
  }

  private mutating func claim(
    _ field: String,
    _ requested: JSONValue,
    in taken: Set<String>,
    _ reason: String
  ) {
    let name = requested.text(field)
    guard name == accepted.text(field) || !taken.contains(name) else {
      conflict = (reason, Self.inUse(name))
      return
    }
    accepted[field] = requested[field]
  }

  private mutating func claimShortNames(_ requested: JSONValue, in taken: Set<String>) {
    let mine = accepted["shortNames"]?.arrayValue?.compactMap(\.stringValue) ?? []
    let wanted = requested["shortNames"]?.arrayValue?.compactMap(\.stringValue) ?? []
    let refused = wanted.filter { !mine.contains($0) && taken.contains($0) }.map(Self.inUse)
    guard refused.isEmpty else {
      let message = refused.count == 1 ? refused[0] : "[\(refused.joined(separator: ", "))]"
      conflict = ("ShortNamesConflict", message)
      return
    }
    accepted["shortNames"] = requested["shortNames"]
  }

  private static func inUse(_ name: String) -> String { "\(GoText.quoted(name)) is already in use" }
}
