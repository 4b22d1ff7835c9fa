import FoundationEssentials
import Glibc
import Testing

/// The real `prometheus` on a free port of the loopback, filled with samples of our own making.
@safe
final class RealPrometheus {
  /// Whether the Debian package `prometheus` or the upstream archive is on the path.
  static let isInstalled = ["prometheus", "promtool"].allSatisfy { program in
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  let origin: String
  private let folder: String
  private let process: pid_t
  private let output: UnsafeMutablePointer<FILE>

  /// Imports the samples, starts the server and returns when it says that it is ready.
  init(openMetrics: String) throws {
    folder = try #require(Self.makeFolder())
    try Data(openMetrics.utf8).write(to: URL(filePath: "\(folder)/samples"))
    try Data("{}".utf8).write(to: URL(filePath: "\(folder)/config.yml"))
    let command = """
      cd '\(folder)' && promtool tsdb create-blocks-from openmetrics samples data >import.log 2>&1 \
      && echo pid=$$ && exec prometheus --config.file=config.yml --storage.tsdb.path=data \
      --storage.tsdb.retention.time=100y --web.listen-address=127.0.0.1:0 2>&1
      """
    unsafe output = try #require(unsafe popen(command, "r"))
    let marks = ["pid=", "Listening on\" address=", "Server is ready"]
    let found = unsafe Self.values(after: marks, in: output)
    process = pid_t(try #require(found[0].flatMap { Int32($0) }, "see import.log in \(folder)"))
    origin = "http://" + (try #require(found[1]))
    try #require(found[2] != nil)
  }

  /// Kills, for the child has inherited a signal mask that may block anything milder.
  func stop() {
    kill(process, SIGKILL)
    unsafe pclose(output)
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func makeFolder() -> String? {
    let path = "\(FileManager.default.temporaryDirectory.path)/prometheus-\(UUID())"
    let made: Void? = try? FileManager.default.createDirectory(
      atPath: path,
      withIntermediateDirectories: true
    )
    return made == nil ? nil : path
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
