import Simulation

/// docs/scenarios.md: what was played, how often, and what came of it.
struct ScenarioPage {
  /// What all runs of a scenario showed.
  struct Figures: Sendable {
    var runs = 0
    var failures = 0
    var breaches = 0
    var slowest: Duration?

    mutating func add(_ report: ScenarioReport) {
      runs += 1
      if report.failure != nil { failures += 1 }
      breaches += report.breaches.count
      if let detection = report.detection { slowest = max(slowest ?? .zero, detection) }
    }
  }

  struct Line: Sendable {
    let scenario: Scenario
    let figures: Figures
  }

  let seeds: Int
  let lines: [Line]

  var text: String {
    let runs = lines.reduce(0) { $0 + $1.figures.runs }
    return """
      # Scenarios

      Made by `hack/scenarios.sh`: the real operator in the simulated cluster, under load, with gateways that hear of everything up to ten
      seconds late, users who keep their connections, and an operator that is started anew at chance moments. Every write is judged by
      oracles of the invariants, every lost request by whose it is. \(runs) runs on seeds 1 to \(seeds): each seed plays a scenario with the
      next of its routers. A failing run prints the command that plays it again. *Detection* is the longest time from the first scrape or
      pod status that showed the fault to weight 0, in seconds.

      | Scenario | What it shows | Routers | Runs | Failures | Breaches | Detection |
      |---|---|---|---|---|---|---|
      \(lines.map(row).joined(separator: "\n"))

      """
  }

  private func row(_ line: Line) -> String {
    let figures = line.figures
    let detection = figures.slowest.map { "\($0.components.seconds)" } ?? ""
    return "| \(Self.head(line.scenario)) | \(figures.runs) | \(figures.failures) | "
      + "\(figures.breaches) | \(detection) |"
  }

  /// The first three columns, which the catalogue alone decides.
  static func head(_ scenario: Scenario) -> String {
    let routers =
      scenario.routers.count == ScenarioRouter.allCases.count
      ? "all" : scenario.routers.map(\.rawValue).joined(separator: ", ")
    return "\(scenario.name) | \(scenario.law) | \(routers)"
  }

  static func heads(of text: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { line in
      line.split(separator: "|").prefix(3).map { $0.trimmed }.joined(separator: " | ")
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
