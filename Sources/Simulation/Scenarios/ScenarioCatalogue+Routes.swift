import APIMachinery
import JSON
import PhysicsResources

extension ScenarioCatalogue {
  static let routes: [Scenario] = [
    Scenario(
      "route rewritten once in mid-step",
      law: "another manager's weight is not adopted",
      routers: weighted,
      [.roll(to: "v2"), weight(25), .rewrite(weight: 60, times: 1), promoted("v2")]
    ),
    Scenario(
      "canary's weight taken away by hand",
      law: "never raised merely to match status",
      routers: weighted,
      [.roll(to: "v2"), weight(25), .rewrite(weight: 0, times: 1), promoted("v2")]
    ),
    Scenario(
      "route rewritten again and again",
      law: "contested: paused, and no third write but weight 0",
      routers: weighted,
      [
        .roll(to: "v2"), weight(25), .rewrite(weight: 60, times: 3),
        .until(.paused(.routeContested), atMost: .seconds(300)),
      ]
    ),
    Scenario(
      "the route's definition is removed",
      law: "stable goes on serving; it ends well once the definition is back",
      routers: [.gatewayAPI],
      allowing: {
        var allowance = LossAllowance.none
        allowance.noEntry = true
        return allowance
      }(),
      [
        .roll(to: "v2"), weight(25), .removeRouteAPI, .pass(.seconds(90)), .restoreRouteAPI,
        .pass(.seconds(60)), .until(.resting, atMost: .seconds(2_400)),
      ]
    ),
  ]

  static let lives: [Scenario] = [
    Scenario(
      "status lost in mid-canary",
      law: "no more than the drain is assumed: weight 0, then start again",
      [.roll(to: "v2"), weight(25), .loseStatus, .until(.resting, atMost: rollout)]
    ),
    Scenario(
      "status lost while draining",
      law: "the drain begins anew",
      [
        .roll(to: "v2"), weight(25), .ask(.abort), .until(.noWeight, atMost: .seconds(60)),
        .loseStatus, .until(.resting, atMost: rollout),
      ]
    ),
    Scenario(
      "status lost while promoting",
      law: "the promotion is seen in the cluster and ends",
      [
        .roll(to: "v2"), weight(100), .until(.phase(.promoting), atMost: rollout), .loseStatus,
        .until(.resting, atMost: rollout),
      ]
    ),
    Scenario(
      "deleted in mid-canary",
      law: "everything goes, and a user's route has its weights again",
      [
        .roll(to: "v2"), weight(25), .load(0), .deleteResource,
        .until(.both(.nothingLeft, .restored), atMost: .seconds(900)),
      ]
    ),
    Scenario(
      "deleted and created again at once",
      law: "the children of the one before are not taken for its own",
      [
        .load(0), .recreateResource,
        .until(.both(.resting, .stable("v1")), atMost: .seconds(900)),
      ]
    ),
    Scenario(
      "a foreign object under our name",
      law: "left alone, and said",
      // Without a router no such Service is written.
      routers: weighted,
      startsDeployed: false,
      [
        .occupy(.services, "-stable"), .roll(to: "v1"),
        .until(.condition(.ready, isTrue: false), atMost: .seconds(120)),
        .during(.seconds(60), .not(.condition(.ready, isTrue: true))),
      ]
    ),
  ]

  /// Worlds in which something must be lost: an oracle that is silent here is worth nothing.
  static let controls: [Scenario] = [
    Scenario(
      "control: no drain and a short grace",
      law: "the loss oracle sees it",
      spec: [
        edit("rollout.drain", "0s"), edit("workload.terminationGracePeriod", "3s"),
      ],
      mustBreach: "loss",
      // With metrics nobody is sent away before the canary has fallen silent: only the blind one has nothing but its drain. A gateway
      // that hears of it at once loses nothing, hence three times.
      ["v2", "v3", "v4"].flatMap { image -> [ScenarioStep] in
        [
          .roll(to: image), weight(50), .spoil(.unavailable, .seconds(600)), .pass(.seconds(60)),
          .ask(.abort), rolledBack(to: "v1"), .pass(.seconds(600)),
        ]
      }
    )
  ]
}
