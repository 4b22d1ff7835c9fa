import Scaling
import Time

/// A simulation as a table of at most 80 columns.
package struct SimulationText: Sendable {
  package let lines: [String]

  package init(_ result: SimulationResult) {
    lines =
      Self.head(result) + [""] + Self.table(result) + [""]
      + TextTable.wrapped(SimulationSummary(result).sentences.joined(separator: " "))
      + Self.warnings(result)
  }

  package var text: String { lines.joined(separator: "\n") }

  private static func head(_ result: SimulationResult) -> [String] {
    let days = Double(result.trace.samples.count) / 1_440
    let settings = result.settings
    return TextTable.wrapped(
      "\(result.trace.name): \(days.daysText), of which the last "
        + "\(result.judgedDays.daysText) count. A pod serves "
        + "\(settings.capacity.requestsPerSecond.shortText) requests/s and takes "
        + "\(settings.podStartup.goDuration) to start; \(settings.bounds.min) to "
        + "\(settings.bounds.max) pods."
    )
  }

  private static let header = [
    ["", "overloaded", "pod-hours", "vs", "actions", "too few", "too many"],
    ["policy", "min/day", "", "hpa70", "/day", "% of time", "% of pods"],
  ]

  private static func table(_ result: SimulationResult) -> [String] {
    let rows = result.runs.map { run in
      let figures = run.figures
      return [
        run.policy.rawValue, figures.violationMinutesPerDay.text(decimals: 1),
        figures.podHours.text(decimals: 0),
        result.podHoursVsHPA70(run)?.signedPercent ?? "-",
        figures.actionsPerDay.text(decimals: 0),
        figures.elasticity.underProvisionedTimeShare.text(decimals: 2),
        figures.elasticity.overProvisioning.text(decimals: 0),
      ]
    }
    return TextTable(header + rows).lines
  }

  private static func warnings(_ result: SimulationResult) -> [String] {
    guard !result.trace.warnings.isEmpty else { return [] }
    return [""] + result.trace.warnings.flatMap { TextTable.wrapped("note: \($0)") }
  }
}
