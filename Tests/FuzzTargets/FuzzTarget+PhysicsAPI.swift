import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources

extension FuzzTarget {
  /// A PhysicsAPI is read or refused, as our own validation says; what was read comes back from what we write; and what the definition
  /// refuses on the server, we refuse as well.
  static let physicsAPI = FuzzTarget("physics-api") { input throws(BrokenLaw) in
    guard let json = try? JSONValue(parsing: input.bytes), json.objectValue != nil else { return }
    let object = APIObject(json)
    let findings = PhysicsAPI.validate(object)
    guard let resource = try? PhysicsAPI(object: object) else {
      return try require(!findings.isEmpty, "refused without a finding")
    }
    try require(findings.isEmpty, "accepted in spite of \(findings)")
    try comesBack(resource, object)
    try isAcceptedByServer(object)
  }

  private static func comesBack(
    _ resource: PhysicsAPI,
    _ object: APIObject
  ) throws(BrokenLaw) {
    var written = object
    written.json["spec"] = resource.spec.json
    written.json["status"] = resource.status.json
    guard let again = try? PhysicsAPI(object: written) else {
      throw BrokenLaw("its own spec is refused: \(PhysicsAPI.validate(written))")
    }
    try require(again.spec == resource.spec, "its own spec is read otherwise")
    try require(again.status == resource.status, "its own status is read otherwise")
  }

  private static func isAcceptedByServer(_ object: APIObject) throws(BrokenLaw) {
    guard let schema = ownSchema, object.json["status"] == nil else { return }
    var value = object.json
    _ = schema.prune(&value)
    schema.applyDefaults(&value)
    let refusals = schema.validate(value, old: nil).map(\.message)
    try require(refusals.isEmpty, "we accept what the server refuses: \(refusals)")
  }

  private static let ownSchema = try? StructuralSchema(
    openAPIV3Schema: CustomResourceDefinition.physicsAPISchema
  )
}
