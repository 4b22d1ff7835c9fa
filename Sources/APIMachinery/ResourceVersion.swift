/// Compares resource versions as Kubernetes 1.35 and later define them: decimal numbers of any length, within one resource.
package enum ResourceVersion {
  /// Whether `candidate` is at least as new as `reference`; `nil` when either is not a resource version.
  package static func isAtLeast(_ candidate: String, _ reference: String) -> Bool? {
    guard isValid(candidate), isValid(reference) else { return nil }
    if candidate.utf8.count != reference.utf8.count {
      return candidate.utf8.count > reference.utf8.count
    }
    return !candidate.utf8.lexicographicallyPrecedes(reference.utf8)
  }

  /// Decimal digits with no leading zero; `"0"` itself means "any" and is not comparable.
  package static func isValid(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "0") else { return false }
    return text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
