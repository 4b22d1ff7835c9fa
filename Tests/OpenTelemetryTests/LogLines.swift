import Logging
import Synchronization

/// Keeps what is logged as `level message`.
final class LogLines: Sendable {
  private struct Handler: LogHandler {
    let lines: LogLines
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      lines.state.withLock { $0.append("\(event.level.rawValue) \(event.message)") }
    }
  }

  private let state = Mutex<[String]>([])

  var all: [String] { state.withLock { $0 } }
  var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }
}
