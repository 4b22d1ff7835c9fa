package import Time

/// One law that was broken, and where in the history of the API.
package struct Breach: Hashable, Sendable, CustomStringConvertible {
  /// As the design names it: `I2`, `O3`.
  package let law: String
  package let at: Timestamp
  /// Of the write that broke the law, or after which it was seen to be broken.
  package let resourceVersion: UInt64
  package let sentence: String

  package init(_ law: String, at: Timestamp, resourceVersion: UInt64, _ sentence: String) {
    self.law = law
    self.at = at
    self.resourceVersion = resourceVersion
    self.sentence = sentence
  }

  package var description: String {
    "\(at.rfc3339) rv \(resourceVersion) \(law): \(sentence)"
  }
}
