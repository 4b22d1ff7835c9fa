import FoundationEssentials

/// The files beside the tests, and the programs that they need.
enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Fixtures"

  /// The interpreter that has the clients' packages; `CLIENT_TESTS_PYTHON` names another.
  static let python =
    ProcessInfo.processInfo.environment["CLIENT_TESTS_PYTHON"] ?? "python3"

  static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(name)")), as: UTF8.self)
  }

  static let hasKubectl = Shell.succeeds("kubectl version --client")

  static func pythonHas(_ module: String) -> Bool {
    Shell.succeeds("'\(python)' -c 'import \(module)'")
  }
}
