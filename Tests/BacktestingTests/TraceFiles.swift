import Backtesting
import FoundationEssentials

/// Public request-rate traces beside the repository, where they are present; none is part of the project.
enum TraceFiles {
  private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "../../../shared/data/traces").standardized

  static let absence = "the traces are not beside this repository: \(folder.path())"

  static var arePresent: Bool { FileManager.default.fileExists(atPath: folder.path()) }

  /// Those with a step of a minute, as the figures are about.
  static let ofMinutes = [
    "nasa_jul95", "ms_mongo_app1", "ms_mongo_app4", "ms_mongo_machine", "ms_ingress1",
    "ms_ingress3", "crane_dsp15_7d", "alibaba_genai_1d_multimetric",
  ]

  static func trace(_ name: String) throws -> LoadTrace {
    let data = try Data(contentsOf: folder.appending(path: name + ".csv"))
    return try LoadTrace([UInt8](data), name: name)
  }
}
