import APIMachinery
import JSON
import PhysicsResources
import Testing
import Time

@Suite("Status")
struct StatusTests {
  @Test("a full status survives being written and read")
  func roundTrip() throws {
    let full = try JSONValue(parsing: ProjectFiles.fixture("status-full.json"))
    let status = PhysicsAPIStatus(json: full)
    #expect(status.json == full)
    #expect(PhysicsAPIStatus(json: status.json) == status)
  }

  @Test("the full status fills every field that the type has")
  func fixtureIsFull() throws {
    let full = try JSONValue(parsing: ProjectFiles.fixture("status-full.json"))
    let schema = try #require(CustomResourceDefinition.physicsAPISchema["properties"]?["status"])
    #expect(Self.missing(from: full, by: schema, at: "status").isEmpty)
  }

  @Test("instants keep their fractions of a second")
  func fractions() {
    var status = PhysicsAPIStatus()
    status.pause = PauseStatus()
    status.pause?.at = Timestamp(sinceEpoch: .milliseconds(1_500))
    #expect(status.json["pause"]?["at"] == "1970-01-01T00:00:01.500000Z")
    #expect(PhysicsAPIStatus(json: status.json) == status)
  }

  @Test("one field that cannot be read does not cost its neighbours")
  func lenient() {
    let status = PhysicsAPIStatus(
      json: [
        "phase": "FromTheFuture", "message": "hello",
        "canary": ["revision": "a1b2c3d4", "weight": 900, "step": 2],
        "history": [["revision": 1, "outcome": "Promoted"], "nonsense"],
      ]
    )
    #expect(status.phase == nil)
    #expect(status.message == "hello")
    #expect(status.canary?.revision == "a1b2c3d4")
    #expect(status.canary?.weight == 0)
    #expect(status.canary?.step == 2)
    #expect(status.history.map(\.outcome) == [.promoted])
  }

  @Test("an absent status is an empty one and says nothing")
  func absent() {
    #expect(PhysicsAPIStatus(json: [:]) == PhysicsAPIStatus())
    #expect(PhysicsAPIStatus().json == ["observedGeneration": 0])
  }

  private static func missing(
    from value: JSONValue?,
    by schema: JSONValue,
    at path: String
  ) -> [String] {
    guard let value else { return [path] }
    let properties = (schema["properties"]?.objectValue ?? [:]).members
      .flatMap { missing(from: value[$0.key], by: $0.value, at: "\(path).\($0.key)") }
    let items = schema["items"].map { missing(from: value[0], by: $0, at: "\(path)[]") } ?? []
    let free = schema["additionalProperties"].map {
      missing(from: value.objectValue?.members.first?.value, by: $0, at: "\(path){}")
    }
    return properties + items + (free ?? [])
  }
}
