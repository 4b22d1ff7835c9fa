package import APIMachinery

extension ResourceType {
  /// `physicsapis.fisica-lab.com`.
  package static let physicsAPIs = ResourceType(
    group: "fisica-lab.com",
    version: "v1alpha1",
    kind: "PhysicsAPI",
    plural: "physicsapis",
    isNamespaced: true
  )
}
