import JSON

/// The rule of most kinds: a new object has no status, whatever its writer says.
enum StatusReset {
  @Sendable static func prepare(_ new: inout JSONValue, old: JSONValue?) {
    if old == nil { new["status"] = nil }
  }
}
