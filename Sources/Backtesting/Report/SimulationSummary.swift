import Time

/// A simulation in plain words, for whoever pays for the pods.
package struct SimulationSummary: Sendable {
  package let sentences: [String]

  package init(_ result: SimulationResult) {
    guard let floor = result[.floor], let base = result[.hpa70] else {
      sentences = result.runs.map(Self.alone)
      return
    }
    sentences = [
      Self.reactive(base, result), Self.predictive(floor.figures, base.figures),
      Self.cost(floor, result),
    ]
  }

  private static func alone(_ run: PolicyRun) -> String {
    "With \(run.policy.title), the service was overloaded for \(minutes(run.figures)) a day."
  }

  private static func reactive(_ base: PolicyRun, _ result: SimulationResult) -> String {
    let start = result.settings.podStartup.goDuration
    return
      "Over \(result.judgedDays.daysText), an HPA at 70 % alone left the service "
      + "overloaded for \(minutes(base.figures)) a day, because a new pod needs \(start) to start."
  }

  private static func predictive(_ floor: PolicyFigures, _ base: PolicyFigures) -> String {
    guard base.violationMinutes > 0 else {
      return floor.violationMinutes == 0
        ? "There was nothing for a forecast to prevent."
        : "With the forecast it was \(minutes(floor))."
    }
    let avoided = 1 - Double(floor.violationMinutes) / Double(base.violationMinutes)
    guard floor.violationMinutes < base.violationMinutes else {
      return
        "With the forecast's floor it was \(minutes(floor)): the forecast prevented none of it."
    }
    return "With the forecast's floor it was \(minutes(floor)), "
      + "\((avoided * 100).text(decimals: 0)) % less."
  }

  private static func cost(_ floor: PolicyRun, _ result: SimulationResult) -> String {
    let extra = result.podHoursVsHPA70(floor) ?? 0
    var text = "That cost \(extra.signedPercent) pod-hours"
    if let half = result[.hpa50], let halfExtra = result.podHoursVsHPA70(half) {
      text += "; the usual cure, an HPA at 50 %, left \(minutes(half.figures)) a day "
      text += "for \(halfExtra.signedPercent)"
    }
    return text + "."
  }

  private static func minutes(_ figures: PolicyFigures) -> String {
    let count = figures.violationMinutesPerDay
    return "\(count.text(decimals: 1)) minutes"
  }
}
