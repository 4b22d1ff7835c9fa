/// A revision that somebody asked to go back to, whatever the spec says, until the spec says something new.
package struct Pin: Hashable, Sendable {
  package let revision: RevisionID
  /// What the spec named when it was asked for.
  package let over: RevisionID

  package init(revision: RevisionID, over: RevisionID) {
    self.revision = revision
    self.over = over
  }
}
