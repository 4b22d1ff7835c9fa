import RegularExpressions

extension FuzzTarget {
  /// A pattern in a group, twice as alternatives, or repeated once finds what the pattern finds.
  ///
  /// The first line is the pattern, the rest the text.
  static let regex = FuzzTarget("regex") { input throws(BrokenLaw) in
    let pattern = String(decoding: input.firstLine, as: UTF8.self)
    let text = String(decoding: input.rest.prefix(256), as: UTF8.self)
    guard let expression = try? RegularExpression(pattern) else { return }
    let isFound = expression.matches(text)
    try require(expression.matches(text) == isFound, "the second look finds something else")
    // Quoting to the end would quote the closing parenthesis as well.
    guard !pattern.contains(#"\Q"#) else { return }
    for variant in ["(?:\(pattern))", "(\(pattern))|(\(pattern))", "(?:\(pattern)){1}"] {
      guard let other = try? RegularExpression(variant) else { continue }
      try require(
        other.matches(text) == isFound,
        "\(pattern) \(isFound ? "is" : "is not") found, \(variant) \(isFound ? "is not" : "is")"
      )
    }
  }
}
