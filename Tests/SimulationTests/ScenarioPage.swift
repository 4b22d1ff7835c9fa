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

  /// By the scenario's head; what the catalogue no longer has is left out.
  private var rows: [String: String] = [:]

  /// The page as it was: rows stay until they are played anew.
  init(_ text: String) {
    for row in Self.rows(of: text) { rows[Self.head(ofRow: row)] = String(row) }
  }

  mutating func record(_ figures: Figures, of scenario: Scenario) {
    let detection = figures.slowest.map { "\($0.components.seconds)" } ?? ""
    let head = Self.head(scenario)
    rows[head] =
      "| \(head) | \(figures.runs) | \(figures.failures) | \(figures.breaches) | \(detection) |"
  }

  /// How often a scenario was played.
  func runs(of scenario: Scenario) -> Int {
    let columns = rows[Self.head(scenario)]?.split(separator: "|") ?? []
    return columns.count > 3 ? Int(columns[3].trimmed) ?? 0 : 0
  }

  var text: String {
    let played = ScenarioCatalogue.all.compactMap { rows[Self.head($0)] }
    let runs = ScenarioCatalogue.all.reduce(0) { $0 + self.runs(of: $1) }
    return """
      # Scenarios

      Made by `hack/scenarios.sh`: the real operator in the simulated cluster, under load, with gateways that hear of everything up to ten
      seconds late, users who keep their connections, and an operator that is started anew at chance moments. Every write is judged by
      oracles of the invariants, every lost request by whose it is. \(runs) runs, of each scenario on the seeds from 1: each seed plays it
      with the next of its routers. A failing run prints the command that plays it again. *Detection* is the longest time from the first
      scrape or pod status that showed the fault to weight 0, in seconds.

      | Scenario | What it shows | Routers | Runs | Failures | Breaches | Detection |
      |---|---|---|---|---|---|---|
      \(played.joined(separator: "\n"))

      """
  }

  /// The first three columns, which the catalogue alone decides.
  static func head(_ scenario: Scenario) -> String {
    let routers =
      scenario.routers.count == ScenarioRouter.allCases.count
      ? "all" : scenario.routers.map(\.rawValue).joined(separator: ", ")
    return "\(scenario.name) | \(scenario.law) | \(routers)"
  }

  static func heads(of text: String) -> [String] { rows(of: text).map(head(ofRow:)) }

  private static func rows(of text: String) -> [Substring] {
    Array(text.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst())
  }

  private static func head(ofRow row: Substring) -> String {
    row.split(separator: "|").prefix(3).map(\.trimmed).joined(separator: " | ")
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
