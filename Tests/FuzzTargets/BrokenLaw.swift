/// A law that an input broke.
package struct BrokenLaw: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Throws the sentence unless the law holds.
func require(
  _ holds: Bool,
  _ sentence: @autoclosure () -> String
) throws(BrokenLaw) {
  guard !holds else { return }
  throw BrokenLaw(sentence())
}
