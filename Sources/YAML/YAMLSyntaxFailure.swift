/// What libyaml reports, made into a sentence with the cure.
struct YAMLSyntaxFailure {
  /// libyaml's words: `did not find expected key`.
  let problem: String
  /// libyaml's words: `while parsing a block mapping`.
  let context: String?
  /// Where the thing in `context` begins, counted from 1.
  let contextLine: Int
  /// The text from the problem on.
  let rest: Substring.UnicodeScalarView

  var sentence: String {
    if rest.allSatisfy({ $0.properties.isWhitespace }) {
      return "the text ends too early: \(finding); is it cut off?"
    }
    return [finding, cure].compactMap(\.self).joined(separator: "; ")
  }

  private var finding: String {
    guard let context, context != "while scanning for the next token" else { return problem }
    return "\(problem) \(context) that begins on line \(contextLine)"
  }

  private var cure: String? {
    switch problem {
    case "found character that cannot start any token":
      rest.first == "\t" ? "indent with spaces, not tabs" : "quote the text"
    case "mapping values are not allowed in this context":
      "check the indentation, or quote the text if its ':' is part of it"
    case "did not find expected key", "could not find expected ':'",
      "did not find expected '-' indicator":
      "check the indentation"
    default: nil
    }
  }
}
