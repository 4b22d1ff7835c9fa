import JSON
import Logging
import Observability
import Synchronization
import Testing
import Time

@Suite("Log lines")
struct LogHandlerTests {
  /// Keeps the lines of one logger.
  private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }
  }

  private struct Refused: Error, CustomStringConvertible {
    var description: String { "refused \"here\"" }
  }

  private let lines = Lines()
  private let noon = Timestamp(epochSeconds: 1_767_268_800) + .microseconds(1_500)

  private func json() -> Logger {
    Logger(label: "reconcile") { label in
      JSONLogHandler(label: label, now: { noon }, sink: lines.append)
    }
  }

  private func text() -> Logger {
    Logger(label: "reconcile") { label in
      TextLogHandler(label: label, now: { noon }, sink: lines.append)
    }
  }

  @Test("a JSON line has instant, level, logger and message first, then the metadata by key")
  func jsonLine() {
    var logger = json()
    logger[metadataKey: "namespace"] = "physics"
    logger[metadataKey: "weight"] = "0"
    logger.warning(
      "route \"contested\"\nagain",
      metadata: ["weight": "\(10)", "canary": ["revision": "a1b2", "pods": ["x", ["n": "1"]]]]
    )
    #expect(
      lines.all == [
        #"{"ts":"2026-01-01T12:00:00.001500Z","level":"warning","logger":"reconcile","#
          + #""msg":"route \"contested\"\nagain","canary.pods":["x",{"n":"1"}],"canary.revision":"a1b2","#
          + #""namespace":"physics","weight":"10"}"#
      ]
    )
  }

  @Test("every line is one JSON object, whatever the metadata is called")
  func validJSON() throws {
    json().error("failed", metadata: ["msg": "mine", "level": "low", "a\"b\n": "c"])
    let line = try #require(lines.all.first)
    let value = try JSONValue(parsing: line)
    #expect(!line.contains("\n"))
    #expect(value["msg"] == "failed")
    #expect(value["level"] == "error")
    #expect(value["metadata.msg"] == "mine")
    #expect(value["metadata.level"] == "low")
    #expect(value["a\"b\n"] == "c")
  }

  @Test("an error is a field of its own")
  func error() throws {
    json().error("failed", error: Refused())
    text().error("failed", error: Refused())
    #expect(try JSONValue(parsing: try #require(lines.all.first))["error"] == #"refused "here""#)
    #expect(lines.all.last == #"12:00:00 error reconcile: failed error="refused \"here\"""#)
  }

  @Test(
    "secrets are taken out by key, also inside other metadata",
    arguments: [
      "authorization", "Authorization", "bearer_token", "x-api-key", "PASSWORD", "Set-Cookie",
      "client.key",
    ]
  )
  func secrets(key: String) {
    let metadata: Logger.Metadata = [key: "hunter2", "outer": [key: ["inner": "hunter2"]]]
    json().info("x", metadata: metadata)
    text().info("x", metadata: ["list": [.dictionary([key: "hunter2"])]])
    #expect(lines.all.count == 2)
    for line in lines.all {
      #expect(!line.contains("hunter2"))
      #expect(line.contains("[redacted]"))
    }
  }

  @Test("the name of a Secret is no secret")
  func secretName() {
    text().info("reads", metadata: ["secretName": "prometheus-auth"])
    #expect(lines.all == ["12:00:00 info reconcile: reads secretName=prometheus-auth"])
  }

  @Test("a text line is one line, quoted only where needed")
  func textLine() {
    text().notice(
      "two\nlines",
      metadata: ["key": "physics/fisica-api", "why": "no data", "empty": "", "list": ["a", "b"]]
    )
    #expect(
      lines.all == [
        #"12:00:00 notice reconcile: two | lines empty="" key=physics/fisica-api list=["a","b"] why="no data""#
      ]
    )
  }

  @Test("metadata of the logger, of its provider and of the event: the later wins")
  func precedence() {
    var handler = TextLogHandler(label: "l", now: { noon }, sink: lines.append)
    handler.metadataProvider = Logger.MetadataProvider { ["a": "provider", "b": "provider"] }
    handler[metadataKey: "a"] = "logger"
    handler[metadataKey: "c"] = "logger"
    let logger = Logger(label: "l") { _ in handler }
    logger.info("x", metadata: ["b": "event"])
    #expect(lines.all == ["12:00:00 info l: x a=provider b=event c=logger"])
  }

  @Test("levels below the logger's are not written, and copies have levels of their own")
  func levels() {
    var logger = json()
    logger.debug("hidden")
    let copy = logger
    logger.logLevel = .debug
    logger.debug("shown")
    copy.debug("hidden")
    #expect(lines.all.count == 1)
  }
}
