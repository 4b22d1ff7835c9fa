import Logging
import Synchronization

/// Every line that an operator logs, with its metadata.
final class LogText: Sendable {
  private let state = Mutex<[String]>([])

  var lines: [String] { state.withLock { $0 } }

  var handler: any LogHandler { Handler(text: self) }

  private struct Handler: LogHandler {
    let text: LogText
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    init(text: LogText) {
      self.text = text
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let words = "\(event.message) \(event.metadata ?? [:]) \(metadata)"
      text.state.withLock { $0.append(words) }
    }
  }
}
