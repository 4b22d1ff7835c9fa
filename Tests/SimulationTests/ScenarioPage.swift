import Simulation

/// docs/scenarios.md: what was played, how often, and what came of it.
struct ScenarioPage {
  /// What all runs of a scenario with one router showed.
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
    let router: ScenarioRouter
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
      oracles of the invariants, every lost request by whose it is. \(runs) runs on \(seeds) seeds. A failing run prints the command that plays
      it again. *Detection* is the longest time from the first scrape or pod status that showed the fault to weight 0, in seconds.

      | Scenario | What it shows | Router | Runs | Failures | Breaches | Detection |
      |---|---|---|---|---|---|---|
      \(lines.map(row).joined(separator: "\n"))

      """
  }

  private func row(_ line: Line) -> String {
    let (scenario, figures) = (line.scenario, line.figures)
    let head = "| \(scenario.name) | \(scenario.law) | \(line.router.rawValue) |"
    let open = OpenScenarios.reason(scenario, line.router)
    if let reason = scenario.pending ?? open {
      return head + " not played: \(reason) | | | |"
    }
    let detection = figures.slowest.map { "\($0.components.seconds)" } ?? ""
    return head
      + " \(figures.runs) | \(figures.failures) | \(figures.breaches) | \(detection) |"
  }

  /// The first three columns, which the catalogue alone decides.
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
