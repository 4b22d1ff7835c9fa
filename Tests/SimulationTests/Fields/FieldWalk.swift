import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Time

/// A service whose spec somebody edits field by field, without knowing what he does, and then sets right.
///
/// What is accepted has to be observed; what is refused needs a sentence with the field in it; the end has to be that of a service which
/// never was anything else.
struct FieldWalk {
  private static let key = DemoManifest.key
  private let world: OperatorWorld
  private(set) var faults: [String] = []
  private(set) var accepted = 0
  private(set) var refused = 0

  init(seed: UInt64) throws {
    var settings = WorldSettings(seed: seed)
    settings.installsTraefik = true
    world = OperatorWorld(settings)
    try world.installDefinition()
    world.startOperator()
    world.run(for: .seconds(2))
    try world.apply(.physicsAPIs, Self.wanted(tag: "v1"))
    if !isAtRest(within: .seconds(600)) { faults.append("the service never came up") }
  }

  /// What there is at the end; promoted at once, because no user is there to judge it by.
  static func wanted(tag: String) throws -> APIObject {
    var object = try DemoManifest(tag: tag).object()
    object.json["spec"]?["rollout"] = ["strategy": "Immediate", "drain": "5s"]
    return object
  }

  /// One field, and perhaps a new image, a while before the next.
  mutating func edit(_ probe: FieldProbe, tag: String?, then pause: Duration) {
    guard var object else { return faults.append("\(probe): the resource is gone") }
    var spec = probe.applied(to: object.spec)
    if let tag { spec["workload"]?["image"] = .string("ghcr.io/myorg/fisica-api:\(tag)") }
    object.json["spec"] = spec
    do {
      try users.update(.physicsAPIs, object)
      accepted += 1
    } catch {
      refused += 1
      if !Self.names(probe, in: error.message) {
        faults.append("\(probe) is refused without a word about it: \(error.message)")
      }
      return
    }
    world.run(for: pause)
    observe(after: probe)
  }

  private mutating func observe(after probe: FieldProbe) {
    guard let object else { return }
    let isObserved = world.run(atMost: .seconds(60)) {
      world.status(of: Self.key).observedGeneration >= object.generation
    }
    if !isObserved { faults.append("\(probe) is not observed within a minute") }
  }

  /// Whether a refusal says which field, or at least which part of the spec, it is about.
  private static func names(_ probe: FieldProbe, in message: String) -> Bool {
    probe.path.reversed().contains { $0 != FieldCatalogue.element && message.contains($0) }
      || message.contains("spec")
  }

  /// Everything is set right at once.
  mutating func mend() throws {
    try world.apply(.physicsAPIs, Self.wanted(tag: "v9"))
    guard isAtRest(within: .seconds(3_600)) else {
      let status = world.status(of: Self.key)
      let phase = status.phase?.rawValue ?? "no phase"
      return faults.append("an hour after it was set right: \(phase), \(status.message)")
    }
    world.run(for: .seconds(900))
  }

  private func isAtRest(within limit: Duration) -> Bool {
    world.run(atMost: limit) {
      let status = world.status(of: Self.key)
      return status.phase == .steady
        && status.observedGeneration >= object?.generation ?? 0
        && status.stable?.image == object?.spec["workload"]?["image"]?.stringValue
    }
  }

  var picture: ChildPicture {
    let stable = world.status(of: Self.key).stable?.revision ?? ""
    return ChildPicture(world.cluster.server.objects, in: Self.key.namespace, stable: stable)
  }

  func stop() { world.stop() }

  private var object: APIObject? { users.get(.physicsAPIs, Self.key) }
  private var users: ObjectAccess { world.cluster.server.objects.acting(as: "kubectl") }
}
