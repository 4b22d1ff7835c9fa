/// A place that breaks a rule, and how to mend it.
struct Finding: Hashable, CustomStringConvertible {
  let path: String
  /// Counted from 1.
  let line: Int
  let mend: String

  var description: String { "\(path):\(line): \(mend)" }
}
