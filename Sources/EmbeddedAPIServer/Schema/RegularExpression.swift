/// A regular expression in the RE2 syntax of Go, which both schema patterns and CEL's `matches` use.
///
/// Ours because Swift's `Regex` matches by grapheme and by Unicode classes where RE2 takes code points and ASCII, and because a hostile
/// pattern must not take exponential time: the automaton below takes one step per character and state.
package struct RegularExpression: Hashable, Sendable {
  /// The number of states a pattern may need; Go refuses about as much ("expression too large").
  static let maximumStates = 20_000

  package let source: String
  private let program: RegexProgram

  package init(_ source: String) throws(RegexSyntaxError) {
    var parser = RegexParser(source)
    self.source = source
    program = try RegexProgram(parser.parse(), source: source)
  }

  /// Whether the pattern matches anywhere in the text, as Go's `MatchString`.
  package func matches(_ text: String) -> Bool {
    program.matches(Array(text.unicodeScalars))
  }

  package static func == (left: Self, right: Self) -> Bool { left.source == right.source }

  package func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
