package import JSON

/// Replica limits, the HPA's targets and the forecast.
package struct ScalingSpec: SchemaDescribed {
  package var minReplicas = 3
  package var maxReplicas = 20
  /// Percent of the request; 0 switches the metric off.
  package var targetCPUUtilization = 70
  /// Percent of the request; 0 switches the metric off.
  package var targetMemoryUtilization = 80
  /// 0 switches the metric off.
  package var requestsPerSecondPerReplica = 0.0
  /// autoscaling/v2 HorizontalPodAutoscalerBehavior as the user gave it; `ScalingSpec.behaviorWithDefaults` fills it.
  package var behavior: JSONValue = [:]
  package var forecast = ForecastSpec()

  package init() {}

  package static let fields: [Field<ScalingSpec>] = [
    Field("minReplicas", \.minReplicas, .integer(1...1_000), "Fewest pods of the service."),
    Field("maxReplicas", \.maxReplicas, .integer(1...1_000), "Most pods of a revision."),
    Field(
      "targetCPUUtilization",
      \.targetCPUUtilization,
      .integer(0...100),
      "CPU that the HPA aims at, in percent of the request; 0 switches it off."
    ),
    Field(
      "targetMemoryUtilization",
      \.targetMemoryUtilization,
      .integer(0...100),
      "Memory that the HPA aims at, in percent of the request; 0 switches it off."
    ),
    Field(
      "requestsPerSecondPerReplica",
      \.requestsPerSecondPerReplica,
      .number(0...1_000_000),
      "Requests per second and pod that the HPA aims at, as Pods metric http_requests_per_second; 0 switches it off."
    ),
    Field(
      "behavior",
      \.behavior,
      .opaqueObject,
      "An autoscaling/v2 behavior; scaleUp and scaleDown have defaults where they are not given."
    ),
    Field("forecast", \.forecast, .object(ForecastSpec.self), "Capacity ahead of the load."),
  ]

  package static let rules: [Rule<ScalingSpec>] = [
    Rule(
      "self.minReplicas <= self.maxReplicas",
      messageExpression:
        "'minReplicas %d is above maxReplicas %d; raise maxReplicas or lower minReplicas'"
        + ".format([self.minReplicas, self.maxReplicas])"
    ) { scaling in
      scaling.minReplicas <= scaling.maxReplicas
        ? nil
        : "minReplicas \(scaling.minReplicas) is above maxReplicas \(scaling.maxReplicas); "
          + "raise maxReplicas or lower minReplicas"
    },
    Rule(
      "self.targetCPUUtilization > 0 || self.targetMemoryUtilization > 0 "
        + "|| self.requestsPerSecondPerReplica > 0.0",
      message: "an HPA without a metric cannot scale; set targetCPUUtilization, "
        + "targetMemoryUtilization or requestsPerSecondPerReplica above 0"
    ) { scaling in
      scaling.targetCPUUtilization > 0 || scaling.targetMemoryUtilization > 0
        || scaling.requestsPerSecondPerReplica > 0
    },
  ]
}
