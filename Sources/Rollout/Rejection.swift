package import Time

/// A revision that failed, with the evidence against it.
package struct Rejection: Hashable, Sendable {
  package let revision: RevisionID
  package let finding: Finding
  package let at: Timestamp

  package init(revision: RevisionID, finding: Finding, at: Timestamp) {
    self.revision = revision
    self.finding = finding
    self.at = at
  }
}
