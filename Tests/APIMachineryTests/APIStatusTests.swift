import APIMachinery
import JSON
import Testing

@Suite struct APIStatusTests {
  private let invalid = APIStatus(
    code: 422,
    reason: "Invalid",
    message: "PhysicsAPI.physics.dev \"a\" is invalid",
    causes: [
      .init(reason: "FieldValueInvalid", message: "must be positive", field: "spec.replicas")
    ],
    kind: "PhysicsAPI",
    group: "physics.dev",
    name: "a",
    uid: "u-1",
    retryAfterSeconds: 3
  )

  @Test("a status reads back from what it writes")
  func roundTrip() {
    #expect(APIStatus(json: invalid.json) == invalid)
    let success = APIStatus(code: 200, reason: "", message: "")
    #expect(APIStatus(json: success.json) == success)
  }

  @Test("a status has the shape of the API server's")
  func shape() {
    #expect(
      invalid.json == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "code": 422,
        "reason": "Invalid", "message": "PhysicsAPI.physics.dev \"a\" is invalid",
        "details": [
          "name": "a", "group": "physics.dev", "kind": "PhysicsAPI", "uid": "u-1",
          "retryAfterSeconds": 3,
          "causes": [
            [
              "reason": "FieldValueInvalid", "message": "must be positive",
              "field": "spec.replicas",
            ]
          ],
        ],
      ]
    )
    #expect(
      APIStatus(code: 200, reason: "", message: "").json == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": 200,
      ]
    )
  }

  @Test("what is no status is not read as one")
  func others() {
    #expect(APIStatus(json: ["kind": "Pod", "apiVersion": "v1"]) == nil)
    #expect(APIStatus(json: ["kind": "Status"]) == nil)
    #expect(APIStatus(json: "Status") == nil)
  }
}
