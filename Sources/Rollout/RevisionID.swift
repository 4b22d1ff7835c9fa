/// The eight hexadecimal digits that name one frozen revision of a workload.
package struct RevisionID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let hash: String

  package init(_ hash: String) {
    self.hash = hash
  }

  package var description: String { hash }

  package static func < (left: RevisionID, right: RevisionID) -> Bool { left.hash < right.hash }
}
