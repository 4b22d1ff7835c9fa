import APIMachinery
import JSON
import Testing
import Time

@Suite struct ConditionTests {
  private func ready(_ status: Condition.Status, _ reason: String, at seconds: Int64) -> Condition {
    Condition(
      type: "Ready",
      status: status,
      reason: reason,
      message: "since \(reason)",
      observedGeneration: 2,
      lastTransitionTime: Timestamp(epochSeconds: seconds)
    )
  }

  @Test("the transition time stays while the status does, whatever the reason says")
  func following() {
    let before = ready(.yes, "Converged", at: 100)
    let same = ready(.yes, "Steady", at: 200).following(before)
    #expect(same.lastTransitionTime == Timestamp(epochSeconds: 100))
    #expect(same.reason == "Steady")
    #expect(same.message == "since Steady")
    let flipped = ready(.no, "PodsFailing", at: 200).following(before)
    #expect(flipped.lastTransitionTime == Timestamp(epochSeconds: 200))
    #expect(ready(.unknown, "New", at: 200).following(nil) == ready(.unknown, "New", at: 200))
  }

  @Test("a condition reads back from what it writes", arguments: ["True", "False", "Unknown"])
  func roundTrip(status: String) throws {
    let condition = ready(try #require(Condition.Status(rawValue: status)), "Reason", at: 100)
    #expect(Condition(json: condition.json) == condition)
    #expect(condition.json["lastTransitionTime"] == "1970-01-01T00:01:40Z")
  }

  @Test("half-filled conditions read with empty fields, broken ones not at all")
  func reading() {
    #expect(Condition(json: ["type": "Ready", "status": "True"])?.reason == "")
    #expect(Condition(json: ["type": "Ready", "status": "Yes"]) == nil)
    #expect(Condition(json: ["status": "True"]) == nil)
  }
}
