import FoundationEssentials
import Observability

extension ProcessStatistics {
  /// Those of this process now.
  static var own: ProcessStatistics {
    let openFiles = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    return ProcessStatistics(
      reading: { path in try? String(contentsOfFile: "/proc/\(path)", encoding: .utf8) },
      openFiles: openFiles
    )
  }
}
