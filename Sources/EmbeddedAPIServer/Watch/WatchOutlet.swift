import Time
import Transport

/// Where the lines of a watch go, through whatever faults are planted on the way.
struct WatchOutlet: Sendable {
  private let writer: ByteStreamWriter
  private let connection: WatchConnection
  private var disturbance: WatchDisturbance?

  init(
    _ writer: ByteStreamWriter,
    _ connection: WatchConnection,
    disturbance: WatchDisturbance?
  ) {
    self.writer = writer
    self.connection = connection
    self.disturbance = disturbance
  }

  var isOpen: Bool { connection.isOpen }

  mutating func send(_ line: WatchLine, at now: Timestamp) {
    guard disturbance != nil else { return write(line.bytes) }
    perform(disturbance?.pass(line, at: now) ?? [])
  }

  /// Lets go of the lines whose delay is over.
  mutating func release(at now: Timestamp) {
    guard disturbance != nil else { return }
    perform(disturbance?.release(at: now) ?? [])
  }

  func close() {
    connection.end()
    writer.finish()
  }

  private func perform(_ steps: [WatchDisturbance.Step]) {
    for step in steps where isOpen {
      switch step {
      case .write(let bytes): write(bytes)
      case .end: close()
      case .reset:
        connection.end()
        writer.finish(throwing: .interrupted("the connection was reset by a planted fault"))
      }
    }
  }

  private func write(_ bytes: [UInt8]) {
    if !writer.write(bytes) { connection.end() }
  }
}
