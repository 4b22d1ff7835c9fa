import APIMachinery
import ControllerRuntime
import JSON
import Operator
import PhysicsResources
import Testing

struct ChangeUrgencyTests {
  private func object(_ type: ResourceType, _ change: (inout APIObject) -> Void = { _ in })
    -> APIObject
  {
    var object = APIObject(type, ObjectKey(namespace: "n", name: "a"))
    object.metadata["uid"] = "u"
    object.metadata["generation"] = 1
    change(&object)
    return object
  }

  private func urgency(
    _ type: ResourceType,
    _ change: (inout APIObject) -> Void
  ) -> ChangeUrgency {
    ChangeUrgency(of: .updated(old: object(type), new: object(type, change)), of: type)
  }

  @Test("a resource's edit is looked at now, its status after the burst")
  func resources() {
    let type = ResourceType.physicsAPIs
    #expect(urgency(type) { $0.metadata["generation"] = 2 } == .now)
    #expect(urgency(type) { $0.metadata["annotations"] = ["verb": "promote"] } == .now)
    #expect(urgency(type) { $0.metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z" } == .now)
    #expect(urgency(type) { $0.metadata["uid"] = "other" } == .now)
    #expect(urgency(type) { $0.json["status"] = ["phase": "Steady"] } == .afterBurst)
    #expect(ChangeUrgency(of: .added(object(type)), of: type) == .now)
  }

  @Test("of children whose status nobody reads only the rest counts")
  func children() {
    for type in [ResourceType.services, .podDisruptionBudgets, .controllerRevisions] {
      #expect(urgency(type) { $0.metadata["resourceVersion"] = "2" } == .never)
      #expect(urgency(type) { $0.json["status"] = ["currentHealthy": 2] } == .never)
      #expect(urgency(type) { $0.metadata["labels"] = ["a": "b"] } == .afterBurst)
      #expect(urgency(type) { $0.json["spec"] = ["selector": [:]] } == .afterBurst)
    }
    #expect(urgency(.pods) { $0.json["status"] = ["phase": "Running"] } == .afterBurst)
    let gone = StoreChange.deleted(object(.services), finalStateIsKnown: true)
    #expect(ChangeUrgency(of: gone, of: .services) == .afterBurst)
  }
}
