import JSON
import PhysicsResources

extension ScenarioCatalogue {
  static let verbs: [Scenario] = [
    Scenario(
      "abort at rest",
      law: "nothing happens",
      [.ask(.abort), .during(.seconds(60), .both(.phase(.steady), .stable("v1")))]
    ),
    Scenario(
      "abort while scaling",
      law: "the canary never gets a request",
      [
        .roll(to: "v2"), .until(.phase(.progressing), atMost: .seconds(60)), .ask(.abort),
        rolledBack(to: "v1"),
      ]
    ),
    Scenario(
      "abort twice",
      law: "the second one changes nothing",
      [
        .roll(to: "v2"), weight(10), .ask(.abort), .pass(.seconds(5)), .ask(.abort),
        rolledBack(to: "v1"), .during(.seconds(60), .phase(.rolledBack)),
      ]
    ),
    Scenario(
      "abort, then retry",
      law: "the rejected revision starts again from step 0",
      [
        .roll(to: "v2"), weight(25), .ask(.abort), rolledBack(to: "v1"), .ask(.retry),
        promoted("v2"),
      ]
    ),
    Scenario(
      "promote-full in mid-analysis",
      law: "straight to 100 % once the pods are there, then bake and promotion",
      [.roll(to: "v2"), weight(10), .ask(.promoteFull), promoted("v2")]
    ),
    Scenario(
      "paused longer than the progress deadline",
      law: "a pause runs into no deadline",
      [
        .roll(to: "v2"), weight(25), .ask(.pause),
        .until(.paused(.pausedByRequest), atMost: .seconds(60)),
        .during(.seconds(240), .both(.paused(.pausedByRequest), .weight(atLeast: 20))),
        .ask(.resume), promoted("v2"),
      ]
    ),
    Scenario(
      "pause survives a restart",
      law: "what was decided is in status",
      [
        .roll(to: "v2"), weight(10), .ask(.pause),
        .until(.paused(.pausedByRequest), atMost: .seconds(60)), .restart,
        .during(.seconds(90), .paused(.pausedByRequest)), .ask(.resume), promoted("v2"),
      ]
    ),
    Scenario(
      "pause beats the end of a hold",
      law: "no step is taken while a person says wait",
      [
        .roll(to: "v2"), weight(10), .ask(.pause),
        .during(.seconds(150), .not(.weight(atLeast: 50))), .ask(.resume), promoted("v2"),
      ]
    ),
    Scenario(
      "manual hold",
      law: "the step waits for promote",
      spec: [
        edit(
          "rollout.steps",
          [["weight": 10, "hold": "Manual"], ["weight": 50, "hold": "45s"]]
        )
      ],
      [
        .roll(to: "v2"), .until(.paused(.manualHold), atMost: rollout),
        .during(.seconds(90), .not(.weight(atLeast: 50))), .ask(.promote), promoted("v2"),
      ]
    ),
    Scenario(
      "undo after a promotion",
      law: "back to the revision before",
      [
        .roll(to: "v2"), promoted("v2"), .ask(.undo(revision: nil)),
        .until(.both(.stable("v1"), .ended(3)), atMost: rollout),
      ]
    ),
  ]
}
