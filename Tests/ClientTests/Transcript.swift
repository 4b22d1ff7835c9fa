/// Commands and what they print, as a text to read: prose after `#`, commands after `$`, output below.
struct Transcript: Sendable {
  struct Step: Sendable {
    let line: Int
    let command: String
    var output: [String]
  }

  private(set) var steps: [Step] = []

  init(_ text: String) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("$ ") {
        steps.append(Step(line: index + 1, command: String(line.dropFirst(2)), output: []))
      } else if !line.hasPrefix("# "), !steps.isEmpty {
        steps[steps.count - 1].output.append(String(line))
      }
    }
  }
}

extension Transcript {
  /// The lines of an output without what differs from run to run: ages, instants, identifiers and the widths of columns; one empty
  /// line for several.
  static func comparable(_ lines: [String]) -> [String] {
    var trimmed = lines.map(comparable)
    trimmed = zip(trimmed, [""] + trimmed).filter { !$0.isEmpty || !$1.isEmpty }.map(\.0)
    return Array(trimmed.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed())
  }

  static func comparable(_ line: String) -> String {
    var line = line
    line = line.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "UID")
    line = line.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z| \+0000)/, with: "TIME")
    line = line.replacing(
      /[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]+ \+0000/,
      with: "TIME"
    )
    line = line.replacing(/-[bcdfghjklmnpqrstvwxz2456789]{8,10}\b/, with: "-HASH")
    line = line.replacing(/-HASH-[bcdfghjklmnpqrstvwxz2456789]{5}\b/, with: "-HASH-SUFFIX")
    line = line.replacing(/resourceVersion\W+[0-9]+/, with: "resourceVersion: REVISION")
    line = line.replacing(/127\.0\.0\.1:[0-9]+/, with: "SERVER")
    line = line.replacing(/\/(LIVE|MERGED)-[0-9]+/, with: "")
    line = line.replacing(/\b[0-9]+[ydhms]([0-9]+[dhms])?\b|<invalid>/, with: "AGE")
    line = line.replacing(/[ \t]+/, with: " ")
    return String(line.reversed().drop(while: \.isWhitespace).reversed())
  }
}
