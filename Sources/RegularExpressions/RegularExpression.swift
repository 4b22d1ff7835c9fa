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

  /// The leftmost matches that do not overlap, at most so many, as Go's `FindAllString`.
  package func found(in text: String, limit: Int) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var matches: [String] = []
    var position = 0
    var lastEnd = -1
    while matches.count < limit, let match = program.firstMatch(in: scalars, from: position) {
      // An empty match right behind another one is none.
      if !match.isEmpty || match.lowerBound != lastEnd {
        matches.append(String(String.UnicodeScalarView(scalars[match])))
      }
      lastEnd = match.upperBound
      position = match.isEmpty ? match.upperBound + 1 : match.upperBound
      if position > scalars.count { break }
    }
    return matches
  }

  package static func == (left: Self, right: Self) -> Bool { left.source == right.source }

  package func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
