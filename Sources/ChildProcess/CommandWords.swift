/// The words of a command line, as a shell would part them, without anything else that a shell does.
package enum CommandWords {
  /// Spaces part words; quotes and backslashes keep them together.
  ///
  /// `nil` when a quote is not closed.
  package static func parted(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var characters = line.makeIterator()
    while let character = characters.next() {
      switch character {
      case quote: quote = nil
      case "\\" where quote != "'":
        guard let next = characters.next() else { return nil }
        word = (word ?? "") + String(next)
      case "'" where quote == nil, "\"" where quote == nil:
        quote = character
        word = word ?? ""
      case _ where character.isWhitespace && quote == nil:
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return quote == nil ? words : nil
  }
}
