/// What a service did not do although all faults were over.
package struct ChaosFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable {
    /// The world itself did not come up.
    case opening
    /// Not at rest in time.
    case rest
    /// Writes at rest.
    case writes
    /// Other children than an undisturbed service has.
    case children
    /// Requests that nothing explains were lost.
    case loss
  }

  package let kind: Kind
  package let sentence: String

  package init(_ kind: Kind, _ sentence: String) {
    self.kind = kind
    self.sentence = sentence
  }

  package var description: String { "\(kind.rawValue): \(sentence)" }
}
