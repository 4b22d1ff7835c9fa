package import JSON

/// The state of the operator as a list of named checks, each with a sentence.
package struct HealthReport: Hashable, Sendable {
  package struct Check: Hashable, Sendable {
    package let name: String
    package let isHealthy: Bool
    /// What is true, and the cure where something is wrong.
    package let sentence: String

    package init(_ name: String, isHealthy: Bool, _ sentence: String) {
      self.name = name
      self.isHealthy = isHealthy
      self.sentence = sentence
    }
  }

  package let checks: [Check]

  package init(_ checks: [Check]) {
    self.checks = checks
  }

  package var isHealthy: Bool { checks.allSatisfy(\.isHealthy) }

  package func check(named name: Substring) -> Check? { checks.first { $0.name == name } }

  /// The report as if these checks had not been asked for.
  package func excluding(_ names: [String]) -> HealthReport {
    HealthReport(checks.filter { !names.contains($0.name) })
  }

  /// `ok` alone, or one line per check in the form that kube-apiserver has made familiar; a failure always tells all.
  ///
  /// - Parameters:
  ///   - path: names the whole in the last line: `readyz check passed`.
  ///   - verbose: all lines even if every check passes.
  ///   - excluded: checks that do not count; a name that no check has is warned of.
  package func text(of path: String, verbose: Bool, excluding excluded: [String] = []) -> String {
    let isHealthy = self.excluding(excluded).isHealthy
    guard verbose || !isHealthy else { return "ok" }
    var text = ""
    for check in checks {
      text += excluded.contains(check.name) ? "[+]\(check.name) excluded: ok\n" : check.line
    }
    let unknown = Set(excluded).subtracting(checks.map(\.name)).sorted()
    if !unknown.isEmpty {
      text +=
        "warn: some health checks cannot be excluded: no matches for "
        + unknown.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
    }
    return text + "\(path) check \(isHealthy ? "passed" : "failed")\n"
  }

  package var json: JSONValue {
    [
      "healthy": .bool(isHealthy),
      "checks": .array(checks.map(\.json)),
    ]
  }
}

extension HealthReport.Check {
  /// Why a check failed is told, which kube-apiserver withholds: our reasons are about the API server and hold no secrets.
  fileprivate var line: String {
    isHealthy ? "[+]\(name) ok\n" : "[-]\(name) failed: \(sentence)\n"
  }

  fileprivate var json: JSONValue {
    ["name": .string(name), "healthy": .bool(isHealthy), "message": .string(sentence)]
  }
}
