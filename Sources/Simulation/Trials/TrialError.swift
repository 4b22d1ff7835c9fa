/// Why a trial cannot be played: what is wrong and how to mend it.
package struct TrialError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
