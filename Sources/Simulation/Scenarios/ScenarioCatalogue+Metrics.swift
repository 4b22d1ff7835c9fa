import PhysicsResources

extension ScenarioCatalogue {
  private static let unreadable = Expectation.condition(.metricsAvailable, isTrue: false)

  static let metrics: [Scenario] = [
    Scenario(
      "metrics unreadable for 20 minutes",
      law: "the weight is held, neither up nor down",
      [
        .roll(to: "v2"), weight(25), .spoil(.unavailable, .seconds(1_200)),
        .until(unreadable, atMost: .seconds(120)),
        .during(.seconds(900), .both(.weight(atLeast: 20), .not(.weight(atLeast: 60)))),
        promoted("v2"),
      ]
    ),
    Scenario(
      "counters read NaN",
      law: "what is not a number passes nothing and fails nothing",
      [
        .roll(to: "v2"), weight(25), .spoil(.notANumber, .seconds(240)),
        .until(unreadable, atMost: .seconds(120)), promoted("v2"),
      ]
    ),
    Scenario(
      "several workers behind one port",
      law: "counters that go up and down are not believed",
      [
        .roll(to: "v2"), weight(25), .spoil(.alternatingWorkers, .seconds(240)),
        .until(unreadable, atMost: .seconds(200)), promoted("v2"),
      ]
    ),
    Scenario(
      "counters reset",
      law: "a process that starts again is no failure by itself",
      allowing: {
        var allowance = LossAllowance.none
        allowance.accidents = true
        return allowance
      }(),
      [.roll(to: "v2"), weight(50), .killProcess(.canary, count: 1), promoted("v2")]
    ),
    Scenario(
      "no traffic at all",
      law: "no data passes nothing: paused after its time",
      [
        .load(0), .roll(to: "v2"), .until(.paused(.insufficientRequests), atMost: rollout),
        .load(60), .pass(.seconds(45)), .ask(.resume), promoted("v2"),
      ]
    ),
    Scenario(
      "one request a minute",
      law: "too few requests say nothing",
      [
        .load(1.0 / 60), .roll(to: "v2"),
        .until(.paused(.insufficientRequests), atMost: rollout),
      ]
    ),
    Scenario(
      "stable sick before the rollout",
      law: "not judged against a sick baseline: no weight before a person says so",
      [
        .stableSick(percent: 30), .pass(.seconds(60)), .roll(to: "v2"),
        .during(.seconds(60), .noWeight), .stableSick(percent: 0), promoted("v2"),
      ]
    ),
    Scenario(
      "stable sick because of the canary",
      law: "weight 0; suspended, or rejected when it is known before stable's own errors are",
      [
        .roll(to: "v2"), weight(10), .sharedDependency(percent: 30),
        .until(
          .not(.both(.not(.outcome(.suspended)), .not(.outcome(.rolledBack)))),
          atMost: rollout
        ),
        .during(.seconds(20), .noWeight),
      ]
    ),
  ]
}
