import JSON
import PhysicsResources

extension ScenarioCatalogue {
  static let supersessions: [Scenario] = [10, 50, 100].map { share in
    Scenario(
      "superseded at \(share) %",
      law: "the canary before is drained, then the new one starts at step 0",
      [.roll(to: "v2"), weight(share), .roll(to: "v3"), promoted("v3")]
    )
  }

  static let changes: [Scenario] = [
    Scenario(
      "spec reverted in mid-step",
      law: "back to stable at once, without a judgement",
      [
        .roll(to: "v2"), weight(25), .roll(to: "v1"),
        .until(.both(.resting, .both(.stable("v1"), .outcome(.superseded))), atMost: rollout),
      ]
    ),
    Scenario(
      "ConfigMap changed alone",
      law: "a change of content is a revision and is rolled out like one",
      environment: .configMap,
      [
        .configure("two"),
        .until(.both(.ended(2), .both(.resting, .outcome(.promoted))), atMost: rollout),
      ]
    ),
    Scenario(
      "ConfigMap changed alone, for the worse",
      law: "the content comes back with the revision",
      environment: .configMap,
      [
        .configure("worse"), weight(10), .canarySick(percent: 30), .detect(.errors),
        rolledBack(to: "v1"),
      ]
    ),
    Scenario(
      "steps edited in mid-flight",
      law: "it goes on at the first step with at least the present weight",
      [
        .roll(to: "v2"), weight(25),
        .edit(
          ["rollout", "steps"],
          [["weight": 5, "hold": "300s"], ["weight": 50, "hold": "45s"]]
        ), promoted("v2"),
      ]
    ),
    Scenario(
      "strategy changed in mid-flight",
      law: "the rollout ends under the new strategy",
      [
        .roll(to: "v2"), weight(10), .edit(["rollout", "strategy"], "Immediate"),
        promoted("v2"),
      ]
    ),
    Scenario(
      "tracked Secret changed alone",
      law: "a change of content is a revision and is rolled out like one",
      environment: .secret,
      [
        .configure("two"),
        .until(.both(.ended(2), .both(.resting, .outcome(.promoted))), atMost: rollout),
      ]
    ),
    Scenario(
      "spec restored after a rejection",
      law: "the last good workload is written back into the spec, once",
      spec: [edit("rollout.restoreSpec", true)],
      [
        .roll(to: "v2-errors30"),
        .until(
          .both(.both(.resting, .phase(.steady)), .both(.stable("v1"), .rejected(1))),
          atMost: rollout
        ),
        .during(.seconds(120), .both(.phase(.steady), .stable("v1"))),
      ]
    ),
  ]

  static let capacity: [Scenario] = [
    Scenario(
      "scaled 4, 8, 4 while paused at 25 %",
      law: "the share stays what it was",
      spec: [edit("scaling.minReplicas", 4)],
      [
        .roll(to: "v2"), weight(20), .ask(.pause),
        .until(.paused(.pausedByRequest), atMost: .seconds(60)),
        .edit(["scaling", "minReplicas"], 8), .during(.seconds(90), .not(.weight(atLeast: 40))),
        .edit(["scaling", "minReplicas"], 4), .during(.seconds(180), .not(.weight(atLeast: 40))),
        .ask(.resume), promoted("v2"),
      ]
    ),
    Scenario(
      "the autoscaler adds pods in mid-analysis",
      law: "a growing load is no reason to reject a canary, nor a deadline that it misses",
      spec: [edit("scaling.targetCPUUtilization", 35)],
      [
        .roll(to: "v2"), weight(25), .load(180), .during(.seconds(120), .not(.rejected(1))),
        promoted("v2"),
      ]
    ),
    Scenario(
      "load doubles at 50 %",
      law: "both revisions grow, and the rollout goes on",
      [.roll(to: "v2"), weight(50), .load(120), promoted("v2")]
    ),
    Scenario(
      "load doubles at 50 %, then abort",
      law: "stable can carry all of it without a scale-up",
      [
        .roll(to: "v2"), weight(50), .load(120), .pass(.seconds(30)), .ask(.abort),
        rolledBack(to: "v1"),
      ]
    ),
    Scenario(
      "no room for the canary",
      law: "paused, not rejected; it goes on when there is room",
      [
        .fillNodes, .roll(to: "v2"), .until(.paused(.noCapacity), atMost: .seconds(600)),
        .during(.seconds(30), .noWeight), .freeNodes, .pass(.seconds(30)), .ask(.resume),
        promoted("v2"),
      ]
    ),
  ]
}
