import APIMachinery
import ControllerRuntime
import JSON
import Testing

struct WrittenObjectsTests {
  private let key = ObjectKey(namespace: "n", name: "a")
  private let written = WrittenObjects()

  private func object(_ version: Int, uid: String = "u") -> APIObject {
    var object = APIObject(.services, key)
    object.metadata["uid"] = .string(uid)
    object.metadata["resourceVersion"] = .string("\(version)")
    return object
  }

  private func newest(_ cached: APIObject?, seen: Int) -> APIObject? {
    written.newest(.services, key, cached: cached, seen: "\(seen)")
  }

  @Test("Q5: our own write is seen until the copy has it, or something newer")
  func present() {
    written.record(object(7), as: .services)
    #expect(newest(nil, seen: 5) == object(7))
    #expect(newest(object(4), seen: 6) == object(7))
    #expect(newest(object(8), seen: 8) == object(8))
    #expect(newest(object(4), seen: 8) == object(4), "it is forgotten")
  }

  @Test("what the copy was told of is not kept beside it; older ones and namesakes change nothing")
  func heard() {
    written.record(object(7), as: .services)
    written.noteHeard(object(6), as: .services)
    written.noteHeard(object(9, uid: "v"), as: .services)
    #expect(written.objects(.services) == [object(7)])
    written.noteHeard(object(7), as: .services)
    #expect(written.objects(.services) == [])
  }

  @Test("Q5: a copy that has passed our write knows better, even that the object is gone")
  func passed() {
    written.record(object(7), as: .services)
    #expect(newest(nil, seen: 7) == nil)
  }

  @Test("Q5: what we deleted is gone, also while the copy has yet to hear of its creation")
  func deleted() {
    written.recordDeletion(.services, key, uid: "u", version: "7")
    #expect(newest(object(6), seen: 6) == nil)
    #expect(newest(nil, seen: 5) == nil)
    #expect(newest(object(7), seen: 7) == nil)
    #expect(newest(object(9, uid: "v"), seen: 9) == object(9, uid: "v"), "a namesake is another")
  }
}
