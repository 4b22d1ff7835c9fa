import EmbeddedAPIServer
import JSON
import PhysicsResources
import Testing

@Suite("Our own definition on the embedded server")
struct OwnDefinitionTests {
  private static func schema() throws -> StructuralSchema {
    try StructuralSchema(openAPIV3Schema: CustomResourceDefinition.physicsAPISchema)
  }

  private static func resource(_ spec: JSONValue) -> JSONValue {
    [
      "apiVersion": "fisica-lab.com/v1alpha1", "kind": "PhysicsAPI",
      "metadata": ["name": "fisica-api"], "spec": spec,
    ]
  }

  @Test("the definition is structural, its defaults are valid and its rules stay in their budget")
  func accepted() {
    let definition = CustomResourceDefinition.physicsAPI
    #expect(CustomResourceValidation.validateDefinition(definition).map(\.message) == [])
  }

  @Test("an image is all that a resource needs; its defaults satisfy every rule")
  func minimal() throws {
    let schema = try Self.schema()
    var resource = Self.resource(["workload": ["image": "ghcr.io/myorg/fisica-api:v1.0.0"]])
    #expect(schema.prune(&resource) == [])
    schema.applyDefaults(&resource)
    #expect(schema.validate(resource, old: nil).map(\.message) == [])
    #expect(resource["spec"]?["scaling"]?["minReplicas"] == 3)
  }

  @Test("a step above 100 percent is refused in the server's words")
  func weight() throws {
    let schema = try Self.schema()
    var resource = Self.resource([
      "workload": ["image": "x:1"], "rollout": ["steps": [["weight": 120]]],
    ])
    schema.applyDefaults(&resource)
    #expect(
      schema.validate(resource, old: nil).map(\.message) == [
        "spec.rollout.steps[0].weight: Invalid value: 120: "
          + "spec.rollout.steps[0].weight in body should be less than or equal to 100"
      ]
    )
  }
}
