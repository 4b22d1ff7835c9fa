/// Why a line of a chaos script says nothing that can be done, and what to write instead.
package struct ChaosScriptError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  package let line: Int
  package let sentence: String

  package init(line: Int, sentence: String) {
    self.line = line
    self.sentence = sentence
  }

  package var description: String { "line \(line): \(sentence)" }
}
