import APIMachinery
import EmbeddedAPIServer
import JSON
import Synchronization
import Testing
import Transport

@Suite("Objects without HTTP")
struct ObjectAccessTests {
  private let key = ObjectKey(namespace: "default", name: "a")

  private func deployment() -> APIObject {
    var object = APIObject(Samples.deployment("a"))
    object.metadata["namespace"] = "default"
    return object
  }

  @Test("writes follow the rules of requests and are seen by watches")
  func writes() async throws {
    let server = TestServer()
    let watch = await server.watch("/apis/apps/v1/namespaces/default/deployments?watch=1")
    let objects = server.server.objects.acting(as: "deployment-controller")
    let created = try objects.create(.deployments, deployment())
    #expect(created.generation == 1)
    #expect(created.spec["replicas"] == 1)
    var status = created
    status.json["status"] = ["replicas": 1, "observedGeneration": 1]
    status.json["spec"]?["replicas"] = 9
    let updated = try objects.updateStatus(.deployments, status)
    #expect(updated.spec["replicas"] == 1)
    #expect(updated.status["replicas"] == 1)
    #expect(objects.list(.deployments, namespace: "default").map(\.name) == ["a"])
    #expect(try objects.delete(.deployments, key) == nil)
    #expect(objects.get(.deployments, key) == nil)
    #expect(await watch.next(3) == ["ADDED a", "MODIFIED a", "DELETED a"])
  }

  @Test("a stale update is a conflict, a missing object not found")
  func refusals() throws {
    let objects = TestServer().server.objects
    var created = try objects.create(.deployments, deployment())
    created.json["spec"]?["replicas"] = 2
    try objects.update(.deployments, created)
    #expect(throws: APIStatus.self) { try objects.update(.deployments, created) }
    let missing = #expect(throws: APIStatus.self) {
      try objects.delete(.pods, ObjectKey(namespace: "default", name: "none"))
    }
    #expect(missing?.message == "pods \"none\" not found")
  }

  @Test(
    "observers are told every write in the order of versions, also of writes made while they listen"
  )
  func observer() async throws {
    let log = WriteLog()
    let server = TestServer(configuration: .init(onWrite: { log.add($0) }))
    log.onFirst = {
      var second = APIObject(Samples.configMap("second"))
      second.metadata["namespace"] = "default"
      _ = try? server.server.objects.create(.configMaps, second)
    }
    _ = await server.send(
      .post,
      "/api/v1/namespaces/default/configmaps?fieldManager=me",
      Samples.configMap("first")
    )
    _ = await server.send(.delete, "/api/v1/namespaces/default/configmaps/first")
    let records = log.records
    #expect(
      records.map { "\($0.verb) \($0.key.name)" } == [
        "create first", "create second", "delete first",
      ]
    )
    #expect(records.map(\.manager) == ["me", "", ""])
    #expect(records.map(\.userAgent) == ["test/1", "controller", "test/1"])
    #expect(records[2].new == nil)
    #expect(records[2].old?.name == "first")
    let versions = records.map(\.resourceVersion)
    #expect(versions == versions.sorted())
  }

  private final class WriteLog: Sendable {
    private let state = Mutex<(records: [WriteRecord], first: (@Sendable () -> Void)?)>(([], nil))

    var records: [WriteRecord] { state.withLock { $0.records } }

    var onFirst: (@Sendable () -> Void)? {
      get { state.withLock { $0.first } }
      set { state.withLock { $0.first = newValue } }
    }

    func add(_ record: WriteRecord) {
      let first = state.withLock { state in
        defer { state.first = nil }
        state.records.append(record)
        return state.first
      }
      first?()
    }
  }
}
