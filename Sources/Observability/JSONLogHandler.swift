import JSON
package import Logging
package import Time

/// Writes each log event as one JSON object on one line: `ts`, `level`, `logger`, `msg`, then the metadata by key.
package struct JSONLogHandler: LogHandler {
  /// Keys that an event always has; metadata of the same name is written as `metadata.<key>`.
  private static let ownKeys = ["ts", "level", "logger", "msg", "error"]

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
    var members: [(String, JSONValue)] = [
      ("ts", .string(now().rfc3339Micro)),
      ("level", .string(event.level.rawValue)),
      ("logger", .string(label)),
      ("msg", .string(event.message.description)),
    ]
    if let error = event.error { members.append(("error", .string("\(error)"))) }
    let fields = LogFields(merging: metadata, metadataProvider?.get(), event.metadata).fields
    members += fields.map { field in
      (Self.ownKeys.contains(field.key) ? "metadata.\(field.key)" : field.key, field.value)
    }
    sink(Self.line(members))
  }

  /// By hand, so that the instant comes first: `JSONObject` sorts by key.
  private static func line(_ members: [(String, JSONValue)]) -> String {
    let texts = members.map { "\(JSONValue.string($0.0).jsonText):\($0.1.jsonText)" }
    return "{\(texts.joined(separator: ","))}"
  }
}
