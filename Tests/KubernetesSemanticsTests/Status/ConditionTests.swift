import APIMachinery
import JSON
import PhysicsResources
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("Conditions")
  struct ConditionTests {
    private static let type = ResourceType(
      group: "fisica-lab.com",
      version: "v1alpha1",
      kind: "PhysicsAPI",
      plural: "physicsapis",
      isNamespaced: true
    )

    private static let condition: JSONValue = [
      "type": "Ready", "status": "True", "reason": "Converged", "message": "all is well",
      "observedGeneration": 1, "lastTransitionTime": "2026-01-01T00:00:00Z",
    ]

    private static func condition(_ field: String, _ value: JSONValue?) -> JSONValue {
      var condition = condition
      condition[field] = value
      return condition
    }

    @Test(
      "C1: our definition takes conditions of the right form only",
      arguments: Depth.embeddedOnly("our definition has one name in a whole cluster"),
      [
        ([condition], 200),
        ([condition, condition("type", "Stalled")], 200),
        ([condition, condition], 422),
        ([condition("status", "Maybe")], 422),
        ([condition("reason", "")], 422),
        ([condition("reason", "two words")], 422),
        ([condition("reason", .string(String(repeating: "x", count: 1_025)))], 422),
        ([condition("message", .string(String(repeating: "x", count: 32_769)))], 422),
        ([condition("lastTransitionTime", nil)], 422),
      ] as [([JSONValue], Int)]
    )
    func form(depth: Depth, row: ([JSONValue], Int)) async throws {
      try await depth.serve { api in
        try await api.create(.customResourceDefinitions, CustomResourceDefinition.physicsAPI)
        let made = try await api.create(
          Self.type,
          [
            "apiVersion": .string(Self.type.apiVersion), "kind": "PhysicsAPI",
            "metadata": ["name": "a"],
            "spec": ["workload": ["image": "ghcr.io/myorg/fisica-api:v1.0.0"]],
          ]
        )
        try #require(made.status == 201, "\(made.refusal)")
        let reply = try await api.patch(
          Self.type,
          "a",
          .merge,
          ["status": ["conditions": .array(row.0)]],
          "status"
        )
        #expect(reply.status == row.1, "\(reply.refusal)")
      }
    }
  }
}
