/// What a check needs before it can speak at a stop.
package struct CheckBudget: Hashable, Sendable {
  package let name: String
  /// Of the canary's requests; `nil` when no number of them is enough.
  package let requests: Int?
  /// How long they take at the present load; `nil` when that is not known.
  package let time: Duration?
  /// What it can say then, or why it cannot.
  package let meaning: String
}
