import JSON
import PhysicsResources

extension ScenarioCatalogue {
  static let upgrades: [Scenario] = [
    Scenario(
      "first deploy",
      law: "the first revision serves once it is ready",
      startsDeployed: false,
      [.roll(to: "v1"), .until(.both(.resting, .stable("v1")), atMost: .seconds(300)), .load(60)]
    ),
    Scenario(
      "good upgrade",
      law: "every weight in its turn, then promotion; nobody notices",
      [.roll(to: "v2"), weight(10), weight(25), weight(50), weight(100), promoted("v2")]
    ),
    Scenario(
      "good upgrade, Immediate",
      law: "one switch once all pods are ready",
      spec: [edit("rollout.strategy", "Immediate")],
      [.roll(to: "v2"), promoted("v2")]
    ),
    Scenario(
      "good upgrade, BlueGreen",
      law: "full capacity without traffic, then one switch",
      spec: [
        edit("rollout.strategy", "BlueGreen"),
        edit("rollout.blueGreen", ["previewHold": "60s", "autoPromote": true]),
      ],
      [.roll(to: "v2"), .until(.canaryPods(atLeast: 3), atMost: rollout), promoted("v2")]
    ),
    Scenario(
      "bad upgrade, BlueGreen: errors after the switch",
      law: "the switch goes back at once",
      spec: [
        edit("rollout.strategy", "BlueGreen"),
        edit("rollout.blueGreen", ["previewHold": "60s", "autoPromote": true]),
      ],
      [.roll(to: "v2-errors30"), .detect(.errors), rolledBack(to: "v1")]
    ),
    Scenario(
      "three upgrades: bad, bad, good",
      law: "each is judged on its own; two rejections do not stand in the way of a third",
      [
        .roll(to: "v2-errors30"), rolledBack(to: "v1"), .roll(to: "v3-crashloop"),
        .until(.both(.phase(.rolledBack), .rejected(2)), atMost: rollout), .roll(to: "v4"),
        promoted("v4"),
      ]
    ),
    Scenario(
      "bad initial revision, then a good one",
      law: "with nothing to go back to, the next revision simply takes over",
      startsDeployed: false,
      [
        .roll(to: "v1-crashloop"), .pass(.seconds(60)), .roll(to: "v2"),
        .until(.both(.resting, .stable("v2")), atMost: rollout), .load(60),
      ]
    ),
  ]

  static let failures: [Scenario] = [
    bad("errors", tag: "v2-errors20", sign: .errors),
    bad("crash loop", tag: "v2-crashloop", sign: .termination, allowing: crashes),
    bad("image pull error", tag: "v2-pullerror", sign: .pullError),
    bad("out of memory", tag: "v2-oom", sign: .termination, allowing: crashes),
    Scenario(
      "bad upgrade: never ready",
      law: "rolled back at the deadline, without a request",
      [.roll(to: "v2-neverready"), rolledBack(to: "v1")]
    ),
    Scenario(
      "bad upgrade: latency",
      law: "slow answers are seen and taken back",
      spec: [edit("rollout.analysis.maxLatency", ["quantile": 0.95, "value": "500ms"])],
      [.roll(to: "v2-slow"), rolledBack(to: "v1")]
    ),
  ]

  private static var crashes: LossAllowance {
    var allowance = LossAllowance.none
    allowance.crashes = true
    return allowance
  }

  private static func bad(
    _ fault: String,
    tag: String,
    sign: FaultSign,
    allowing allowance: LossAllowance = .none
  ) -> Scenario {
    Scenario(
      "bad upgrade: \(fault)",
      law: "weight 0, drained, rejected; stable loses nothing",
      allowing: allowance,
      [
        .roll(to: tag), .detect(sign), rolledBack(to: "v1"),
        .during(.seconds(60), .both(.phase(.rolledBack), .noWeight)),
      ]
    )
  }
}
