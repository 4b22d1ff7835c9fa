/// One line of a picture, before anybody knows how wide the paper is.
package struct TreeLine: Hashable, Sendable {
  /// The branches before its text.
  package let lead: String
  /// The branches before the lines that go on from it.
  package let follow: String
  package let spans: [Span]
  /// Whether a sentence goes on in the next line rather than be cut.
  package let wraps: Bool

  package init(lead: String = "", follow: String = "", _ spans: [Span], wraps: Bool = false) {
    self.lead = lead
    self.follow = follow
    self.spans = spans
    self.wraps = wraps
  }
}
