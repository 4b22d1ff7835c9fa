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

  /// Whether nothing inside is asked for more often than this, counts within counts multiplied.
  func repeats(atMost limit: Int) -> Bool {
    switch self {
    case .nothing, .character, .place: return true
    case .sequence(let nodes), .choice(let nodes):
      return nodes.allSatisfy { $0.repeats(atMost: limit) }
    case .repetition(let node, let minimum, let maximum):
      let count = max(maximum ?? minimum, 1)
      return count <= limit && node.repeats(atMost: limit / count)
    }
  }
}
