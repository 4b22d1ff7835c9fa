import APIMachinery
import EmbeddedAPIServer
import PhysicsResources
import Time

/// A service that is created with a spec and then left alone: what a disturbed one is compared with.
struct UndisturbedService {
  private let manifest: ScenarioManifest
  private let seed: UInt64

  init(_ manifest: ScenarioManifest, seed: UInt64) {
    self.manifest = manifest
    self.seed = seed
  }

  /// Long enough for an autoscaler's first looks.
  private static let settling = Duration.seconds(120)
  private static let limit = Duration.seconds(600)

  func picture() throws(ChaosFailure) -> ChildPicture {
    var settings = WorldSettings(seed: seed)
    settings.installsTraefik = true
    let world = OperatorWorld(settings)
    defer { world.stop() }
    do {
      try world.installDefinition()
      world.startOperator()
      world.run(for: .seconds(2))
      for (type, object) in manifest.others { try world.apply(type, object) }
      try world.apply(.physicsAPIs, manifest.object)
    } catch {
      throw ChaosFailure(.opening, "the undisturbed service is refused: \(error)")
    }
    let key = ScenarioManifest.key
    guard world.run(atMost: Self.limit, until: { world.status(of: key).phase == .steady }) else {
      throw ChaosFailure(.opening, "the undisturbed service is not up within \(Self.limit)")
    }
    world.run(for: Self.settling)
    let stable = world.status(of: key).stable?.revision ?? ""
    return ChildPicture(world.cluster.server.objects, in: key.namespace, stable: stable)
  }
}
