package import APIMachinery

extension PhysicsAPI {
  /// The reference that every child carries; deleting the PhysicsAPI deletes them through it.
  package var ownerReference: OwnerReference {
    OwnerReference(
      apiVersion: ResourceType.physicsAPIs.apiVersion,
      kind: ResourceType.physicsAPIs.kind,
      name: name,
      uid: uid
    )
  }
}
