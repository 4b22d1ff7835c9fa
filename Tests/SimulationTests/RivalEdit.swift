import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing

/// What somebody else does to a child in mid-canary, and what an operator makes good again.
struct RivalEdit: CustomTestStringConvertible, Sendable {
  let name: String
  let spoil: @Sendable (CarelessOperator) throws -> Void
  let repair: @Sendable (CarelessOperator) throws -> Void

  var testDescription: String { name }

  static let all = [
    RivalEdit(
      name: "an orphan is taken back",
      spoil: { try $0.tamper(.services, "-canary") { $0.metadata["ownerReferences"] = [] } },
      repair: { careless in
        let service = try #require(careless.objects.get(.physicsAPIs, careless.key("")))
        let owner = try PhysicsAPI(object: service).ownerReference
        try careless.change(.services, "-canary") {
          $0.metadata["ownerReferences"] = [owner.json]
        }
      }
    ),
    RivalEdit(
      name: "a selector is put back under weight",
      spoil: { try $0.select("nobody", as: "kubectl") },
      repair: { try $0.select($0.canary, as: Keys.manager) }
    ),
  ]
}

extension CarelessOperator {
  fileprivate func tamper(
    _ type: ResourceType,
    _ suffix: String,
    _ edit: (inout APIObject) -> Void
  ) throws {
    let users = run.world.cluster.server.objects.acting(as: "kubectl")
    var object = try #require(users.get(type, key(suffix)))
    edit(&object)
    try users.update(type, object)
  }

  fileprivate func select(_ revision: String, as agent: String) throws {
    let objects = run.world.cluster.server.objects.acting(as: agent)
    var service = try #require(objects.get(.services, key("-canary")))
    service.json["spec"]?["selector"]?[Keys.revision] = .string(revision)
    try objects.update(.services, service)
  }
}
