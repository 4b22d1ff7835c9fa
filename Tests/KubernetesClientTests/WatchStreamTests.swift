import APIMachinery
import JSON
import KubernetesClient
import Testing
import Transport

struct WatchStreamTests {
  private static let operation = APIOperation(.watch, .pods, in: nil)
  private static let text = """
    {"type":"ADDED","object":{"metadata":{"name":"größe","resourceVersion":"1"}}}
    {"type":"MODIFIED","object":{"metadata":{"name":"größe","resourceVersion":"2"}}}

    {"type":"DELETED","object":{"metadata":{"name":"größe","resourceVersion":"3"}}}
    {"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"4"}}}

    """
  private static let events: [WatchEvent] = [
    .added(pod("1")), .modified(pod("2")), .deleted(pod("3")),
    .bookmark(resourceVersion: "4", endsInitialEvents: false),
  ]

  private static func pod(_ version: String) -> APIObject {
    APIObject(["metadata": ["name": "größe", "resourceVersion": .string(version)]])
  }

  private func read(
    _ pieces: [[UInt8]],
    maximumEventBytes: Int = 1_000,
    breakingWith error: TransferError? = nil
  ) async -> (events: [WatchEvent], error: APIError?) {
    let (stream, writer) = ByteStream.make(bufferingBytes: 1 << 20, onTermination: {})
    for piece in pieces { writer.write(piece) }
    writer.finish(throwing: error)
    let watch = WatchStream(stream, for: Self.operation, maximumEventBytes: maximumEventBytes)
    var events: [WatchEvent] = []
    do throws(APIError) {
      for try await event in watch { events.append(event) }
      return (events, nil)
    } catch {
      return (events, error)
    }
  }

  @Test("events are the same however the bytes are cut", arguments: 1...40)
  func cuts(size: Int) async {
    let bytes = Array(Self.text.utf8)
    let pieces = stride(from: 0, to: bytes.count, by: size).map {
      Array(bytes[$0..<min($0 + size, bytes.count)])
    }
    let (events, error) = await read(pieces)
    #expect(events == Self.events)
    #expect(error == nil)
  }

  @Test("the last event needs no line end")
  func noLineEnd() async {
    let (events, error) = await read([Array(Self.text.utf8.dropLast())])
    #expect(events == Self.events)
    #expect(error == nil)
  }

  @Test("a stream cut in mid-event is a broken connection")
  func torn() async {
    let (events, error) = await read([Array(Self.text.utf8.dropLast(5))])
    #expect(events == Array(Self.events.dropLast()))
    let cause = TransferError.interrupted("the watch ended in the middle of an event")
    #expect(error == .transfer(cause, for: Self.operation))
  }

  @Test("a broken connection is thrown after the events before it")
  func broken() async {
    let (events, error) = await read([Array(Self.text.utf8)], breakingWith: .interrupted("x"))
    #expect(events == Self.events)
    #expect(error == .transfer(.interrupted("x"), for: Self.operation))
  }

  @Test("an endless line is refused at the limit, before it fills the memory")
  func tooLong() async {
    let (events, error) = await read(
      [Array(repeating: UInt8(ascii: "x"), count: 600)],
      maximumEventBytes: 500
    )
    #expect(events == [])
    #expect(error == .malformed("an event of more than 500 bytes", for: Self.operation))
  }

  @Test("what came whole before an endless line is told first, even in the same piece")
  func beforeTooLong() async {
    let endless = String(repeating: "x", count: 2_000)
    let (events, error) = await read([Array((Self.text + endless).utf8)])
    #expect(events == Self.events)
    #expect(error == .malformed("an event of more than 1000 bytes", for: Self.operation))
  }

  @Test("a line that is no event says so")
  func noEvent() async {
    let (_, error) = await read([Array("{\"type\":\"PARTY\",\"object\":{}}\n".utf8)])
    #expect(error == .malformed("a line is no watch event", for: Self.operation))
  }

  @Test("an error event carries the server's Status")
  func errorEvent() async {
    let line =
      #"{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","code":410,"reason":"Expired"}}"#
    let (events, _) = await read([Array(line.utf8)])
    #expect(events == [.error(APIStatus(code: 410, reason: "Expired", message: ""))])
  }

  @Test("the bookmark that ends the initial events is marked")
  func endOfInitialEvents() async {
    let line =
      #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"5","annotations":"#
      + #"{"k8s.io/initial-events-end":"true"}}}}"#
    let (events, _) = await read([Array(line.utf8)])
    #expect(events == [.bookmark(resourceVersion: "5", endsInitialEvents: true)])
  }
}
