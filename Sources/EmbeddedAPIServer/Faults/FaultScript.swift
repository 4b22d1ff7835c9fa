/// Faults to inject, read from text that reads as prose: one fault a line, `#` begins a comment.
///
/// ```
/// answer 429 with Retry-After 3s to every 5th write of deployments by physics-operator
/// delay watches of pods by 20s from 1m to 5m
/// drop the watch of services after 10 events
/// reset the connection after committing the 7th write
/// ```
package struct FaultScript: Hashable, Sendable {
  package var rules: [FaultRule]

  package init(_ rules: [FaultRule] = []) {
    self.rules = rules
  }

  package init(parsing text: String) throws(FaultScriptError) {
    var rules: [FaultRule] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let content = line.prefix { $0 != "#" }
      var parser = FaultLineParser(content, line: index + 1)
      guard parser.hasWords else { continue }
      rules.append(try parser.rule())
    }
    self.rules = rules
  }

  /// What goes wrong by a seed alone: a little of everything.
  package static let chaos = """
    answer 409 to 2% of updates
    answer 429 with Retry-After 1s to 1% of requests
    answer 500 to 1% of requests
    answer 503 to 1% of requests
    answer 504 to 1% of requests
    answer 410 to 1% of lists
    reset the connection before answering 1% of requests
    reset the connection after committing 1% of writes
    cut the answer to 1% of reads
    delay 5% of requests by 500ms
    hang on 0.1% of requests for 20s
    serve 5% of lists 10 versions late
    delay 10% of watches by 5s
    drop 5% of watches after 20 events
    cut 5% of watches after 20 events
    expire 2% of watches after 20 events
    duplicate the bookmarks of 5% of watches
    reorder the bookmarks of 5% of watches
    """
}

/// Why a line of a fault script says nothing that can be done.
package struct FaultScriptError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  package let line: Int
  /// Counted from 1; one more than there are when the line ends too early.
  package let word: Int
  /// `nil` at the end of the line.
  package let found: String?
  package let expected: String

  package var description: String {
    let place = "line \(line), word \(word)"
    guard let found else { return "\(place): the line ends; expected \(expected)" }
    return "\(place): found '\(found)'; expected \(expected)"
  }
}
