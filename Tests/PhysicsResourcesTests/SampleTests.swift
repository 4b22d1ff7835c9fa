import APIMachinery
import JSON
import PhysicsResources
import Testing
import YAML

@Suite("The samples")
struct SampleTests {
  private func sample() throws -> APIObject {
    let documents = try YAML.parse(ProjectFiles.manifest("samples/fisica-api.yaml"))
    return APIObject(try #require(documents.first { $0["kind"] == "PhysicsAPI" }))
  }

  @Test("every sample is valid and has no field that we do not know")
  func valid() throws {
    let names = try ProjectFiles.manifests(in: "samples")
    #expect(names.contains("samples/fisica-api.yaml"))
    for name in names {
      let objects = try YAML.parse(ProjectFiles.manifest(name)).map(APIObject.init)
      let services = objects.filter { $0.kind == "PhysicsAPI" }
      #expect(!services.isEmpty, "\(name)")
      for service in services {
        #expect(PhysicsAPI.validate(service).isEmpty, "\(name)")
        #expect(PhysicsAPI.unknownFields(in: service).isEmpty, "\(name)")
      }
    }
  }

  @Test("there is a sample for every router and every strategy")
  func complete() throws {
    let specs = try ProjectFiles.manifests(in: "samples")
      .flatMap { try YAML.parse(ProjectFiles.manifest($0)) }
      .filter { $0["kind"] == "PhysicsAPI" }
      .map { try PhysicsAPI(object: APIObject($0)).spec }
    #expect(Set(specs.map(\.routing.router)) == Set(Router.allCases))
    #expect(Set(specs.map(\.rollout.strategy)) == Set(RolloutStrategy.allCases))
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
