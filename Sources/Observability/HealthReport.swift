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

  /// `ok` alone, or the checks in the form that the API server's `/readyz?verbose` has made familiar.
  package func text(verbose: Bool) -> String {
    guard verbose || !isHealthy else { return "ok\n" }
    return checks.map(\.line).joined() + (isHealthy ? "check passed\n" : "check failed\n")
  }

  package var json: JSONValue {
    [
      "healthy": .bool(isHealthy),
      "checks": .array(checks.map(\.json)),
    ]
  }
}

extension HealthReport.Check {
  fileprivate var line: String {
    "\(isHealthy ? "[+]" : "[-]")\(name) \(isHealthy ? "ok" : "failed"): \(sentence)\n"
  }

  fileprivate var json: JSONValue {
    ["name": .string(name), "healthy": .bool(isHealthy), "message": .string(sentence)]
  }
}
