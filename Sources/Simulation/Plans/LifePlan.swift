package import EmbeddedAPIServer

/// What disturbs an operator while it carries out one change: a fault script for each of its lives.
///
/// A life ends where its script crashes the operator; the next process begins the next one. What comes after the last script is a life
/// without faults. Times of a script count from the start of its process.
///
/// ```
/// crash physics-operator after committing the 12th write by physics-operator
/// then
/// serve lists by physics-operator 20 versions late until 30s
/// delay watches by physics-operator by 20s until 30s
/// ```
package struct LifePlan: Hashable, Sendable {
  package let lives: [FaultScript]
  /// As `init(parsing:)` reads it back.
  package let text: String

  /// Whether it is about lists and watches of whom watches without lists would tell everything.
  package var isAboutReads: Bool { lives.contains(where: \.isAboutReads) }

  /// Between the scripts of two lives.
  private static let separator = "then"

  package init(parsing text: String) throws(FaultScriptError) {
    var lives: [FaultScript] = []
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line == Self.separator else {
        lines.append(line)
        continue
      }
      lives.append(try FaultScript(parsing: lines.joined(separator: "\n")))
      // Errors name the line of the whole text.
      lines = Array(repeating: "", count: lines.count + 1)
    }
    lives.append(try FaultScript(parsing: lines.joined(separator: "\n")))
    self.lives = lives
    self.text = text
  }

  init(_ lives: [[String]]) throws(FaultScriptError) {
    let scripts = lives.map { $0.joined(separator: "\n") }
    try self.init(parsing: scripts.joined(separator: "\n\(Self.separator)\n"))
  }
}

extension LifePlan: CustomStringConvertible {
  /// In one line.
  package var description: String {
    text.split(separator: "\n").joined(separator: "; ")
  }
}
