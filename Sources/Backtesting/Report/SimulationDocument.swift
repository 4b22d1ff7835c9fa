package import JSON
import Scaling
import Time

/// A simulation for scripts; the names are stable.
package struct SimulationDocument: Sendable {
  package let json: JSONValue

  package init(_ result: SimulationResult) {
    let trace = result.trace
    json = [
      "trace": [
        "name": .string(trace.name),
        "minutes": .number(Double(trace.samples.count)),
        "knownMinutes": .number(Double(trace.knownMinutes)),
        "stepSeconds": .number(Double(trace.stepSeconds)),
        "from": .string(result.instant(0).rfc3339),
        "judgedFrom": .string(result.instant(result.judged.lowerBound).rfc3339),
        "to": .string(result.instant(trace.samples.count).rfc3339),
      ],
      "podStartupSeconds": .number(result.settings.podStartup.seconds),
      "capacityPerReplica": .number(result.settings.capacity.requestsPerSecond),
      "minReplicas": .number(Double(result.settings.bounds.min)),
      "maxReplicas": .number(Double(result.settings.bounds.max)),
      "quantile": .number(result.settings.quantile),
      "policies": .array(result.runs.map { Self.policy($0, in: result) }),
      "summary": .string(SimulationSummary(result).sentences.joined(separator: " ")),
      "warnings": .array(trace.warnings.map { .string("\($0)") }),
    ]
  }

  private static func policy(_ run: PolicyRun, in result: SimulationResult) -> JSONValue {
    let figures = run.figures
    let elasticity = figures.elasticity
    return [
      "policy": .string(run.policy.rawValue),
      "judgedMinutes": .number(Double(figures.judgedMinutes)),
      "violationMinutes": .number(Double(figures.violationMinutes)),
      "violationMinutesPerDay": .number(figures.violationMinutesPerDay),
      "podHours": .number(figures.podHours),
      "podHoursVsHPA70": result.podHoursVsHPA70(run).map { .number($0) } ?? .null,
      "actionsPerDay": .number(figures.actionsPerDay),
      "overloadShare": .number(figures.overloadShare),
      "underProvisioning": .number(elasticity.underProvisioning),
      "overProvisioning": .number(elasticity.overProvisioning),
      "underProvisionedTimeShare": .number(elasticity.underProvisionedTimeShare),
      "overProvisionedTimeShare": .number(elasticity.overProvisionedTimeShare),
    ]
  }
}

extension SimulationResult {
  /// The start of a minute of the trace.
  func instant(_ minute: Int) -> Timestamp {
    Timestamp(epochSeconds: Int64(trace.firstMinute + minute) * 60)
  }

  /// How long the judged part is.
  var judgedDays: Double { Double(judged.count) / 1_440 }
}
