/// Paints each picture over the one before it, wherever on the terminal that began.
package struct LiveScreen: Hashable, Sendable {
  private var lines = 0
  private var columns = 0

  package init() {}

  /// What to send so that the terminal shows `picture` and nothing of the last one.
  ///
  /// A terminal cannot go up beyond its first row: what is longer than it is cut at the bottom.
  package mutating func frame(_ picture: String, columns: Int, rows: Int) -> String {
    var shown = picture.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let room = max(2, rows - 1)
    if shown.count > room {
      let hidden = shown.count - room + 1
      shown = shown.prefix(room - 1) + ["… \(hidden) more lines"]
    }
    let body = shown.map { "\($0)\u{1B}[K\n" }.joined()
    let start = start(columns: columns)
    (lines, self.columns) = (shown.count, columns)
    return start + body + "\u{1B}[J"
  }

  /// A terminal of another width has broken the old lines anew: nobody knows where they begin.
  private func start(columns: Int) -> String {
    guard lines > 0 else { return "" }
    return columns == self.columns ? "\u{1B}[\(lines)A\r" : "\u{1B}[2J\u{1B}[H"
  }
}
