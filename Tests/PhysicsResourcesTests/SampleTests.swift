import APIMachinery
import JSON
import PhysicsResources
import Testing
import YAML

@Suite("The sample")
struct SampleTests {
  private func sample() throws -> APIObject {
    let documents = try YAML.parse(ProjectFiles.manifest("samples/fisica-api.yaml"))
    return APIObject(try #require(documents.first { $0["kind"] == "PhysicsAPI" }))
  }

  @Test("the sample is valid and has no field that we do not know")
  func valid() throws {
    #expect(PhysicsAPI.validate(try sample()).isEmpty)
    #expect(PhysicsAPI.unknownFields(in: try sample()).isEmpty)
  }

  @Test("the sample carries the guide's production values")
  func guideValues() throws {
    let spec = try PhysicsAPI(object: sample()).spec
    #expect(spec.workload.image == "ghcr.io/myorg/fisica-api:v1.0.0")
    #expect(spec.workload.port == 443)
    #expect(spec.workload.scheme == .https)
    #expect(spec.workload.env.count == 4)
    #expect(spec.workload.mounts.map(\.path) == ["/app/certs", "/app/config"])
    #expect(spec.service.type == .loadBalancer)
    #expect(spec.scaling.requestsPerSecondPerReplica == 100)
    #expect(spec.scaling.behaviorWithDefaults == ScalingSpec().behaviorWithDefaults)
    #expect(spec.rollout.steps == RolloutSpec().steps)
    #expect(spec.routing.hosts == ["api.fisica.com"])
  }
}
