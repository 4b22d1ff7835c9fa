import KubernetesClient
import Transport

extension FuzzTarget {
  /// However the network cuts a watch, its reader gets the same events and the same end.
  ///
  /// The first byte decides where it is cut, the second how long a line may be.
  static let watch = FuzzTarget("watch") { input async throws(BrokenLaw) in
    let body = FuzzInput(Array(input.bytes.dropFirst(2)))
    let limit = input.bytes.dropFirst().first.map { Int($0) * 4 + 1 } ?? 1
    let whole = await WatchReading(of: [body.bytes], limit: limit)
    let cut = await WatchReading(of: body.pieces(seed: input.bytes.first ?? 0), limit: limit)
    try require(
      whole.events == cut.events,
      "\(whole.events.count) events in one piece, \(cut.events.count) in several"
    )
    try require(
      whole.end == cut.end,
      "in one piece it ends with \(whole.end ?? "nothing"), in several with \(cut.end ?? "nothing")"
    )
    let lines = body.bytes.split(separator: UInt8(ascii: "\n")).count
    try require(whole.events.count <= lines, "more events than lines")
  }
}

/// What a reader of a watch gets.
private struct WatchReading {
  var events: [WatchEvent] = []
  /// The error that ended it; `nil` for a proper end.
  var end: String?

  init(of pieces: [[UInt8]], limit: Int) async {
    let (body, writer) = ByteStream.make(bufferingBytes: .max, onTermination: {})
    for piece in pieces { writer.write(piece) }
    writer.finish()
    let operation = APIOperation(.watch, object: "things")
    do {
      for try await event in WatchStream(body, for: operation, maximumEventBytes: limit) {
        events.append(event)
      }
    } catch {
      end = "\(error)"
    }
  }
}
