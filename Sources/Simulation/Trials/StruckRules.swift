import EmbeddedAPIServer
import Synchronization

/// The sentences of fault scripts that have come true.
final class StruckRules: Sendable {
  private let texts = Mutex<[String]>([])

  func note(_ record: FaultRecord) {
    texts.withLock { texts in
      if !texts.contains(record.rule) { texts.append(record.rule) }
    }
  }

  func contains(_ text: String) -> Bool {
    texts.withLock { $0.contains(text) }
  }
}
