import JSON
import Planning
import Synchronization

/// Shows a service anew at each change: in place on a terminal, as one block or line per change elsewhere.
final class LivePicture: Sendable {
  private struct State {
    var screen = LiveScreen()
    var shown: ServiceReport.Essence?
  }

  private let output: GetCommand.Output
  private let terminal: Terminal
  private let state = Mutex(State())

  init(output: GetCommand.Output, terminal: Terminal) {
    self.output = output
    self.terminal = terminal
  }

  func show(_ report: ServiceReport) {
    switch output {
    case .json:
      if isNews(report) { StandardOutput.line(ServiceDocument(report).json.jsonText) }
    case .text where terminal.isLive:
      let size = terminal.size ?? (80, 24)
      let picture = terminal.painter.paint(ServiceTree(report).lines)
      StandardOutput.raw(
        state.withLock { $0.screen.frame(picture, columns: size.columns, rows: size.rows) }
      )
    case .text:
      if isNews(report) {
        StandardOutput.line(terminal.painter.paint(ServiceTree(report).lines) + "\n")
      }
    }
  }

  /// Time that passes and load that comes and goes are not news.
  private func isNews(_ report: ServiceReport) -> Bool {
    state.withLock { state in
      defer { state.shown = report.essence }
      return state.shown != report.essence
    }
  }
}
