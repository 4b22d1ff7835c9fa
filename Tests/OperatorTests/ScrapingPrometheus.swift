import FoundationEssentials
import Glibc
import Testing

/// The real `prometheus` on a free port of the loopback, which finds its targets through HTTP service discovery.
@safe
final class ScrapingPrometheus {
  /// Whether the Debian package `prometheus` or the upstream archive is on the path.
  static let isInstalled =
    (ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? [])
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/prometheus") }

  let origin: String
  private let folder: String
  private var process: pid_t
  private var output: UnsafeMutablePointer<FILE>

  /// Starts the server with a configuration and returns when it says that it is ready.
  init(configuration: String) throws {
    folder = "\(FileManager.default.temporaryDirectory.path)/scraping-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(configuration.utf8).write(to: URL(filePath: "\(folder)/config.yml"))
    let started = unsafe try Self.start(in: folder, address: "127.0.0.1:0")
    origin = unsafe "http://\(started.address)"
    process = unsafe started.process
    unsafe output = unsafe started.output
  }

  /// Kills, for the child has inherited a signal mask that may block anything milder.
  func stop() {
    kill()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// As a crash would: nobody listens any more, what was scraped is kept.
  func kill() {
    Glibc.kill(process, SIGKILL)
    unsafe pclose(output)
  }

  /// Starts it again where it was, with what it had, after `kill`.
  func startAgain() throws {
    let address = String(origin.dropFirst("http://".count))
    let started = unsafe try Self.start(in: folder, address: address)
    process = unsafe started.process
    unsafe output = unsafe started.output
  }

  private static func start(
    in folder: String,
    address: String
  ) throws -> (process: pid_t, address: String, output: UnsafeMutablePointer<FILE>) {
    let command = """
      cd '\(folder)' && echo pid=$$ && exec prometheus --config.file=config.yml \
      --storage.tsdb.path=data --web.listen-address=\(address) 2>&1
      """
    let output = unsafe try #require(unsafe popen(command, "r"))
    let marks = ["pid=", "Listening on\" address=", "Server is ready"]
    let found = unsafe values(after: marks, in: output)
    let process = try #require(found[0].flatMap { Int32($0) })
    let address = try #require(found[1])
    try #require(found[2] != nil)
    return unsafe (pid_t(process), address, output)
  }

  /// Reads lines, whose order varies, until each mark was seen, and gives what follows it up to a blank.
  private static func values(
    after marks: [String],
    in output: UnsafeMutablePointer<FILE>
  ) -> [String?] {
    var line = [CChar](repeating: 0, count: 2_000)
    var found = [String?](repeating: nil, count: marks.count)
    while found.contains(nil), unsafe fgets(&line, CInt(line.count), output) != nil {
      let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let text = String(decoding: bytes, as: UTF8.self)
      for (index, mark) in marks.enumerated() {
        guard let place = text.firstRange(of: mark) else { continue }
        found[index] = String(text[place.upperBound...].prefix { !$0.isWhitespace })
      }
    }
    return found
  }
}
