/// A law of the API that a sequence of operations broke.
struct LawViolation: Error, CustomStringConvertible {
  let law: String
  let detail: String

  var description: String { "\(law): \(detail)" }
}

/// Fails with the law unless it holds.
func require(
  _ law: String,
  _ holds: Bool,
  _ detail: @autoclosure () -> String
) throws(LawViolation) {
  guard holds else { throw LawViolation(law: law, detail: detail()) }
}
