/// The syntax tree of a pattern.
indirect enum RegexNode: Hashable, Sendable {
  /// A condition on the place between two characters.
  enum Place: Hashable, Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
  }

  case nothing
  case character(ScalarSet)
  case place(Place)
  case sequence([RegexNode])
  case choice([RegexNode])
  /// `maximum` is `nil` for "as often as you like".
  case repetition(RegexNode, minimum: Int, maximum: Int?)
}
