package import Time

/// How often, and when last, a revision was taken back because the stable one was sick.
package struct Suspension: Hashable, Sendable {
  package let count: Int
  package let at: Timestamp

  /// After so many, only a person starts the revision again: an endless loop would give users the weight changes and nobody an answer.
  package static let limit = 3

  package init(count: Int, at: Timestamp) {
    self.count = count
    self.at = at
  }
}
