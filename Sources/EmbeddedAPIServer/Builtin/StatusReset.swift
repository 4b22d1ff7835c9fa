import JSON

/// The rule of most kinds: a new object has the status that says nothing, whatever its writer says.
enum StatusReset {
  /// `nothing` is what Go writes of the kind's empty status: its counts that are never left out.
  static func preparation(_ nothing: JSONValue?) -> BuiltInRules.Preparation {
    { new, old in
      if old == nil { new["status"] = nothing }
    }
  }
}
