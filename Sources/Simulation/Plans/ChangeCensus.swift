/// What one change consists of when nothing disturbs it: what there is to disturb.
package struct ChangeCensus: Hashable, Sendable {
  /// Committed writes of the operator.
  package var writes: Int
  /// Versions of all objects of a kind, whoever wrote them, by plural name.
  package var versions: [String: Int]

  package init(writes: Int, versions: [String: Int]) {
    self.writes = writes
    self.versions = versions
  }
}
