/// Turns lines into text of a certain width: nothing is wider, nothing ends in blanks.
package struct TreePainter: Sendable {
  /// A sentence of more lines than this hides the picture that it belongs to.
  private static let paragraphMax = 4
  /// Shorter than this a name says nothing any more.
  private static let nameMin = 24

  /// Columns; `nil` for paper without an edge.
  package let width: Int?
  package let isColoured: Bool

  package init(width: Int?, isColoured: Bool) {
    // Where even the branches find no room a picture cannot be painted.
    self.width = width.map { max($0, 20) }
    self.isColoured = isColoured
  }

  package func paint(_ lines: [TreeLine]) -> String {
    lines.flatMap(paint).joined(separator: "\n")
  }

  private func paint(_ line: TreeLine) -> [String] {
    guard let width else { return [painted([Span(line.lead, .faint)] + line.spans)] }
    let room = width - line.lead.displayWidth
    guard line.wraps else {
      return [painted([Span(line.lead, .faint)] + fitted(line.spans, to: room))]
    }
    return wrapped(line.spans, to: room).enumerated().map { index, spans in
      painted([Span(index == 0 ? line.lead : line.follow, .faint)] + spans)
    }
  }

  /// Names give way first, the longest first; then the end of the line.
  private func fitted(_ spans: [Span], to room: Int) -> [Span] {
    var spans = spans
    var excess = spans.reduce(-room) { $0 + $1.width }
    let names = spans.indices.filter { spans[$0].shrinks }.sorted {
      spans[$0].width == spans[$1].width ? $0 < $1 : spans[$0].width > spans[$1].width
    }
    for index in names where excess > 0 {
      let span = spans[index]
      let text = span.text.shortened(to: max(Self.nameMin, span.width - excess))
      excess -= span.width - text.displayWidth
      spans[index] = Span(text, span.style)
    }
    return excess > 0 ? cut(spans, to: room) : spans
  }

  /// Called only for more than there is room for.
  private func cut(_ spans: [Span], to room: Int) -> [Span] {
    var left = room - 1
    var result: [Span] = []
    for span in spans where left > 0 {
      let text = span.text.prefix(columns: left)
      result.append(Span(text, span.style))
      left = text == span.text ? left - text.displayWidth : 0
    }
    return result + [Span("…", result.last?.style ?? .plain)]
  }

  /// Broken at blanks; a word that is wider than a line is cut.
  private func wrapped(_ spans: [Span], to room: Int) -> [[Span]] {
    var lines: [[Span]] = [[]]
    var used = 0
    for span in spans {
      for word in span.text.split(separator: " ", omittingEmptySubsequences: true) {
        let text = word.cut(to: room)
        let gap = used > 0 ? 1 : 0
        if used > 0, used + gap + text.displayWidth > room {
          lines.append([])
          used = 0
        }
        lines[lines.count - 1].append(Span((used > 0 ? " " : "") + text, span.style))
        used += (used > 0 ? 1 : 0) + text.displayWidth
      }
    }
    guard lines.count > Self.paragraphMax else { return lines }
    var shown = Array(lines.prefix(Self.paragraphMax))
    shown[shown.count - 1] = cut(shown[shown.count - 1] + [Span(" …")], to: room)
    return shown
  }

  private func painted(_ spans: [Span]) -> String {
    let runs = merged(trimmed(spans))
    guard isColoured else { return runs.map(\.text).joined() }
    return runs.map { run in
      code(of: run.style).map { "\u{1B}[\($0)m\(run.text)\u{1B}[0m" } ?? run.text
    }.joined()
  }

  private func trimmed(_ spans: [Span]) -> [Span] {
    var spans = spans
    while let last = spans.popLast() {
      let text = String(last.text.reversed().drop { $0 == " " }.reversed())
      guard text.isEmpty else { return spans + [Span(text, last.style)] }
    }
    return []
  }

  private func merged(_ spans: [Span]) -> [Span] {
    spans.reduce(into: []) { runs, span in
      if let last = runs.last, last.style == span.style {
        runs[runs.count - 1] = Span(last.text + span.text, span.style)
      } else if !span.text.isEmpty {
        runs.append(span)
      }
    }
  }

  private func code(of style: TextStyle) -> String? {
    switch style {
    case .plain: nil
    case .good: "32"
    case .warning: "33"
    case .bad: "31"
    case .faint: "2"
    case .strong: "1"
    }
  }
}
