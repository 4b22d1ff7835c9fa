import APIMachinery
import JSON
import Testing

@Suite struct LabelSelectorTests {
  private static let labels: JSONObject = ["app": "web", "tier": "a", "rank": "7"]

  @Test(
    "every requirement has to hold",
    arguments: [
      ([], true), ([.isOneOf(key: "app", values: ["web"])], true),
      ([.isOneOf(key: "app", values: ["db"])], false),
      ([.isOneOf(key: "app", values: ["db", "web"])], true),
      ([.isOneOf(key: "none", values: [""])], false),
      ([.isNoneOf(key: "app", values: ["db"])], true),
      ([.isNoneOf(key: "app", values: ["db", "web"])], false),
      ([.isNoneOf(key: "none", values: ["x"])], true), ([.exists(key: "app")], true),
      ([.exists(key: "none")], false), ([.doesNotExist(key: "none")], true),
      ([.doesNotExist(key: "app")], false), ([.isAbove(key: "rank", bound: 6)], true),
      ([.isAbove(key: "rank", bound: 7)], false), ([.isBelow(key: "rank", bound: 8)], true),
      ([.isBelow(key: "app", bound: 8)], false), ([.isAbove(key: "none", bound: -1)], false),
      ([.exists(key: "app"), .exists(key: "none")], false),
    ] as [([LabelSelector.Requirement], Bool)]
  )
  func matching(requirements: [LabelSelector.Requirement], isMatch: Bool) {
    #expect(LabelSelector(requirements).matches(Self.labels) == isMatch)
  }

  @Test("the form of objects holds labels and expressions")
  func json() {
    let selector = LabelSelector(json: [
      "matchLabels": ["b": "2", "a": "1"],
      "matchExpressions": [
        ["key": "c", "operator": "In", "values": ["x", "y"]],
        ["key": "d", "operator": "NotIn", "values": ["z"]], ["key": "e", "operator": "Exists"],
        ["key": "f", "operator": "DoesNotExist"],
      ],
    ])
    #expect(selector?.query == "a=1,b=2,c in (x,y),d!=z,e,!f")
    #expect(LabelSelector(json: ["matchExpressions": [["key": "a", "operator": "Gt"]]]) == nil)
    #expect(LabelSelector(json: [:])?.matches(["a": "1"]) == true)
  }
}
