import JSON
package import Logging
package import Time

/// Writes each log event as one short line for people: `12:00:31 warning reconcile: route contested key=physics/fisica-api`.
package struct TextLogHandler: LogHandler {
  package var logLevel: Logger.Level = .info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let now: @Sendable () -> Timestamp
  private let sink: @Sendable (String) -> Void

  /// `sink` gets whole lines without their newline and must be safe to call from any thread.
  package init(
    label: String,
    now: @escaping @Sendable () -> Timestamp,
    sink: @escaping @Sendable (String) -> Void
  ) {
    self.label = label
    self.now = now
    self.sink = sink
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let clock = now().rfc3339.dropFirst(11).dropLast()
    let message = event.message.description.split(whereSeparator: \.isNewline)
      .joined(separator: " | ")
    var line = "\(clock) \(event.level.rawValue) \(label): \(message)"
    if let error = event.error { line += " error=\(Self.shown(.string("\(error)")))" }
    for field in LogFields(merging: metadata, metadataProvider?.get(), event.metadata).fields {
      line += " \(field.key)=\(Self.shown(field.value))"
    }
    sink(line)
  }

  /// Bare where a word is unmistakable, as JSON elsewhere.
  private static func shown(_ value: JSONValue) -> String {
    guard let text = value.stringValue, !text.isEmpty,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x22 && $0 != 0x7F })
    else { return value.jsonText }
    return text
  }
}
