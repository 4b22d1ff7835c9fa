import APIMachinery
import ControllerRuntime
import JSON
import Testing

struct StoreStateTests {
  private let owner = StoreIndex(name: "owner") { object in
    object.controllerOwner.map { [$0.uid] } ?? []
  }

  private func pod(_ name: String, _ version: Int, owner: String? = nil) -> APIObject {
    var object = APIObject(.pods, ObjectKey(namespace: "n", name: name))
    object.metadata["resourceVersion"] = .string(String(version))
    object.metadata["uid"] = .string("uid-\(name)")
    if let owner {
      let reference = OwnerReference(apiVersion: "v1", kind: "X", name: "x", uid: owner)
      object.metadata["ownerReferences"] = [reference.json]
    }
    return object
  }

  @Test("put tells an addition from an update, and says nothing of a version it has")
  func put() {
    var store = StoreState()
    #expect(store.put(pod("a", 1)) == .added(pod("a", 1)))
    #expect(store.put(pod("a", 1)) == nil)
    #expect(store.put(pod("a", 2)) == .updated(old: pod("a", 1), new: pod("a", 2)))
    #expect(store.resourceVersion == "2")
  }

  @Test("a removal carries the last state, and happens once")
  func remove() {
    var store = StoreState()
    _ = store.put(pod("a", 1))
    #expect(store.remove(pod("a", 3)) == .deleted(pod("a", 3), finalStateIsKnown: true))
    #expect(store.remove(pod("a", 3)) == nil)
    #expect(store.count == 0)
    #expect(store.resourceVersion == "3")
  }

  @Test("R10: after a replacement, what is missing is deleted with its last known state")
  func replace() {
    var store = StoreState()
    for name in ["c", "a", "b"] { _ = store.put(pod(name, 1)) }
    let changes = store.replace([pod("b", 1), pod("d", 4)], resourceVersion: "9")
    #expect(
      changes == [
        .deleted(pod("a", 1), finalStateIsKnown: false),
        .deleted(pod("c", 1), finalStateIsKnown: false), .added(pod("d", 4)),
      ]
    )
    #expect(store.all.map(\.name) == ["b", "d"])
    #expect(store.resourceVersion == "9")
  }

  @Test("an index follows every change of what it looks at")
  func index() {
    var store = StoreState(indexes: [owner])
    _ = store.put(pod("b", 1, owner: "u"))
    _ = store.put(pod("a", 2, owner: "u"))
    #expect(store.objects(owner, "u").map(\.name) == ["a", "b"])
    _ = store.put(pod("a", 3, owner: "v"))
    #expect(store.objects(owner, "u").map(\.name) == ["b"])
    #expect(store.objects(owner, "v").map(\.name) == ["a"])
    _ = store.remove(pod("b", 4))
    #expect(store.objects(owner, "u") == [])
    _ = store.replace([pod("c", 5, owner: "u")], resourceVersion: "5")
    #expect(store.objects(owner, "u").map(\.name) == ["c"])
    #expect(store.objects(owner, "v") == [])
  }

  @Test("a label index finds within one namespace")
  func labelIndex() {
    let index = StoreIndex.label("app")
    var store = StoreState(indexes: [index])
    var object = pod("a", 1)
    object.metadata["labels"] = ["app": "x"]
    _ = store.put(object)
    #expect(store.objects(index, "n/x").map(\.name) == ["a"])
    #expect(store.objects(index, "m/x") == [])
  }

  @Test("managedFields are dropped at the door")
  func managedFields() {
    var store = StoreState()
    var object = pod("a", 1)
    object.metadata["managedFields"] = [["manager": "m"]]
    #expect(store.put(object) == .added(pod("a", 1)))
    #expect(store.object(object.key) == pod("a", 1))
  }
}
